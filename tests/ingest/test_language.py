"""The language of a text."""

import pytest

from briefing.ingest.language import guess

TEXTS = {
    "en": "The minister said that the port of Riga had handled more grain than in the year before and last.",
    "de": "Der Minister sagte, dass der Hafen mehr Getreide umgeschlagen hat als im Jahr davor.",
    "fr": "Le ministre a déclaré que le port avait traité plus de céréales que l’année précédente.",
    "es": "El ministro dijo que el puerto había movido más grano que en el año anterior, y es un récord.",
    "pl": "Minister powiedział, że port nie przeładował w tym roku więcej zboża, ale to się zmieni na wiosnę.",
    "ru": "Министр заявил, что порт в этом году не увеличил объёмы, но на следующий год он ожидает рост.",
    "uk": "Міністр заявив, що порт у цьому році не збільшив обсяги, але на наступний рік він очікує зростання.",
    "ja": "大臣は金曜日、港が昨年より多くの穀物を扱ったと述べた。これは記録である。",
    "zh": "部长星期五表示，该港口去年处理的粮食比前一年更多，创下纪录。",
}


@pytest.mark.parametrize("language", TEXTS)
def test_a_language_is_recognised(language: str) -> None:
    assert guess(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "12 345", "Riga 24", "Lorem ipsum dolor sit amet"])
def test_too_little_is_no_language(text: str) -> None:
    assert guess(text) is None


def test_what_begins_clearly_in_a_language_is_in_it_whatever_tables_follow() -> None:
    report = "The minister said that the port had handled more grain than it did in the year before. "
    assert guess(report * 9 + "Riga Ventspils Tallinn Gdynia Rostock 1,204 984 716 " * 30) == "en"


def test_a_beginning_in_one_language_does_not_stand_for_a_text_in_two() -> None:
    mixed = "The minister said the port is full. Der Minister sagte, dass der Hafen nicht voll ist. "
    assert guess(mixed * 20) is None
