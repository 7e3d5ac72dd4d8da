"""Text on a grid of cells, by offsets: widths, wrapping, spans and motions. Knows no widget."""
