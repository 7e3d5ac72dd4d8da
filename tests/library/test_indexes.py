"""Which index is made for a desk."""

from contextlib import closing
from pathlib import Path

import pytest

from briefing.library.catalogue import Catalogue
from briefing.library.indexes import Indexes
from briefing.library.tantivy_query import LARGE


@pytest.mark.parametrize(("files", "known", "large"), [(10, 0, False), (LARGE, 0, True), (1, LARGE, True)])
def test_the_index_is_made_for_as_many_files_as_will_be_read(
    tmp_path: Path, files: int, known: int, large: bool
) -> None:
    with closing(Catalogue(tmp_path)) as catalogue, closing(Indexes(catalogue)) as indexes:
        with catalogue.writing() as connection:
            connection.executemany(
                "insert into file (folder, name, stamp) values (1, ?, 1)", [(f"{n}.txt",) for n in range(known)]
            )
        indexes.writing(files).close()
        (meta,) = tmp_path.glob("index-*/meta.json")
        assert ('"behind"' in meta.read_text()) is large
