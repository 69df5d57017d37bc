import ServerChains

/// Writes notebooks (nbformat 4.5), without outputs: running them makes those.
enum Notebook {
  /// A cell of a notebook.
  enum Cell {
    case words(String)
    case code(String)
  }

  /// The notebook that redraws a figure.
  static func text(of kind: FigureKind) -> String {
    let cells =
      [Cell.words("# \(kind.notebookTitle)\n\n\(kind.notebookWords)"), .code(setup)]
      + kind.notebookCode.map(Cell.code)
    return document(cells).prettyText
  }

  private static func document(_ cells: [Cell]) -> JSON {
    .object([
      "nbformat": .integer(4), "nbformat_minor": .integer(5),
      "metadata": .object([
        "kernelspec": .object([
          "display_name": .string("Python 3"), "language": .string("python"),
          "name": .string("python3"),
        ]),
        "language_info": .object(["name": .string("python")]),
      ]),
      "cells": .array(cells.enumerated().map { document($1, number: $0) }),
    ])
  }

  private static func document(_ cell: Cell, number: Int) -> JSON {
    switch cell {
    case .words(let text):
      .object([
        "cell_type": .string("markdown"), "id": .string("cell-\(number)"), "metadata": .object([:]),
        "source": lines(text),
      ])
    case .code(let text):
      .object([
        "cell_type": .string("code"), "execution_count": .null, "id": .string("cell-\(number)"),
        "metadata": .object([:]), "outputs": .array([]), "source": lines(text),
      ])
    }
  }

  /// The text as a list of lines, each but the last with its end, as the format wants it.
  private static func lines(_ text: String) -> JSON {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return .array(
      lines.enumerated().map { .string($1 + ($0 + 1 < lines.count ? "\n" : "")) })
  }

  /// What every notebook begins with.
  private static let setup = """
    import matplotlib.pyplot as plt
    import numpy as np
    import pandas as pd
    from matplotlib import ticker

    # Colours of Okabe and Ito, which the colour-blind tell apart.
    COLOURS = ["#0072b2", "#d55e00", "#009e73", "#cc79a7", "#000000", "#56b4e9", "#e69f00"]
    DASHES = ["-", "--", ":", "-.", (0, (5, 3))]
    MARKERS = ["o", "s", "^", "D", "x", "P", "v"]
    MAXIMIZED = ["rate", "cache", "frontier"]
    plt.rcParams.update({"figure.dpi": 110, "axes.grid": True, "grid.color": "#dddddd"})


    def style(index):
        return dict(
            color=COLOURS[index % 7], linestyle=DASHES[index % 5], marker=MARKERS[index % 7],
            markevery=0.1,
        )


    def panels(count, width=5, height=3.6):
        columns = min(3, max(1, count))
        rows = -(-max(1, count) // columns)
        figure, axes = plt.subplots(
            rows, columns, figsize=(width * columns, height * rows), squeeze=False,
            layout="constrained",
        )
        for unused in axes.flat[count:]:
            unused.set_visible(False)
        return figure, axes.flat


    # Plain numbers on a logarithmic axis, few enough to read.
    def logarithmic(axis, directions):
        for direction in (getattr(axis, f"{name}axis") for name in directions):
            getattr(axis, f"set_{direction.axis_name}scale")("log")
            low, high = sorted(direction.get_view_interval())
            wide = high > 100 * low
            direction.set_major_locator(
                ticker.LogLocator(subs=(1,) if wide else (1, 2, 5))
                if high > 3 * low else ticker.MaxNLocator(4)
            )
            direction.set_major_formatter(ticker.FuncFormatter(lambda value, _: f"{value:g}"))
            direction.set_minor_formatter(ticker.NullFormatter())


    # A table as the program itself makes it: report --table … --format csv
    def own(table):
        return pd.read_csv(f"table-{table}.csv")


    # Fails where numbers computed here are not those of the program.
    def agree(here, there):
        here, there = np.asarray(here, float), np.asarray(there, float)
        np.testing.assert_allclose(here, there, rtol=1e-9, atol=1e-9)


    runs = pd.read_csv("runs.csv")
    """
}
