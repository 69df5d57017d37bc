extension NotebookCode {
  static let gaps = [
    """
    keys = ["digest", "question", "slots", "load", "setting"]
    shared = ["servers", "value", "bound", "greedy", "optimal"]
    compared = runs[runs.method.isin(["exact", "bound", "plain-milp", "bprr-milp"])].copy()
    compared["optimal"] = (compared.status == "done") & (compared.termination == "optimal")
    frontier = pd.read_csv("frontier.csv").merge(
        compared[["run", "digest", "servers", "question", "load", "setting"]], on="run"
    )
    compared = compared[compared.question != "frontier"]
    frontier["optimal"] = frontier.termination == "optimal"
    greedy = runs[runs.method == "greedy"][keys + ["value"]].rename(columns={"value": "greedy"})
    parts = [part[keys + shared] for part in (compared, frontier) if len(part)]
    rows = pd.concat(parts, ignore_index=True).fillna({"slots": -1, "load": -1})
    greedy = greedy.fillna({"slots": -1, "load": -1}).groupby(keys).greedy.first()


    def best(group):
        most = group.name[1] in MAXIMIZED
        value = group.value.max() if most else group.value.min()
        bound = group.bound.min() if most else group.bound.max()
        known = group.greedy.dropna()
        plain = known.iloc[0] if len(known) else greedy.get(group.name, np.nan)
        above, below = (bound, value) if most else (value, bound)
        certified = 0 if group.optimal.any() else np.maximum(0, (above - below) / above)
        left = (value - plain) / value if most else (plain - value) / plain
        return pd.Series(
            {"servers": group.servers.iloc[0], "certified": 100 * certified, "greedy": 100 * left}
        )


    problems = rows.groupby(keys)[shared].apply(best).reset_index()
    problems = problems.replace({"slots": -1, "load": -1}, np.nan)


    def summary(group, column):
        gaps = group.groupby(column, dropna=False)[["certified", "greedy"]]
        return gaps.agg(["mean", "median", "max"])


    summary(problems, ["question", "servers"])
    """,
    """
    questions = list(problems.groupby("question"))
    figure, axes = panels(len(questions))
    for axis, (question, group) in zip(axes, questions):
        for index, column in enumerate(["certified", "greedy"]):
            gaps = group[column].dropna().clip(lower=0).sort_values().to_numpy()
            if len(gaps):
                shares = np.arange(1, len(gaps) + 1) / len(gaps)
                axis.step(gaps, shares, where="post", label=f"{column} gap", **style(index))
        axis.set(
            title=f"{question}, {len(group)} problems", xlabel="gap (%)", \
    ylabel="share of problems",
            ylim=(0, 1.02),
        )
        axis.set_xlim(left=0)
        axis.legend()
    plt.show()
    """,
    """
    count = 0
    for question, group in problems.groupby("question"):
        load = "arrival-rate" if question == "response" else "load"
        for column, name in (("servers", "servers"), ("slots", "slots"), ("load", load)):
            if group[column].notna().any():
                here, there = summary(group, column), own(f"summary-{question}-{name}")
                agree(here.index, there.iloc[:, 0])
                gaps = [f"{kind} {what} (%)" for kind in ("certified", "greedy") \
    for what in ("mean", "median", "worst")]
                agree(here, there[gaps])
                count += 1
    print(f"{count} tables of gaps agree")
    """,
  ]
}
