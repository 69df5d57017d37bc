/// The Python of the notebooks, cell by cell.
enum NotebookCode {
  static let profile = [
    """
    exact = runs[runs.method.isin(["exact", "plain-milp", "bprr-milp"])].copy()
    frontier = pd.read_csv("frontier.csv")
    proofs = ["optimal", "gapReached", "infeasible"]
    proven = frontier.assign(proven=frontier.termination.isin(proofs)).groupby("run").proven.all()
    exact["solved"] = (exact.status == "done") & (
        exact.termination.isin(proofs)
        | (exact.termination.isna() & exact.run.map(proven).fillna(False).astype(bool))
    )
    exact["seconds"] = exact.wall_seconds.where(exact.solved, np.inf)
    exact["problem"] = (
        exact.digest + " " + exact.slots.fillna(-1).astype(str) + " " + exact.load.fillna(-1).astype(str)
    )
    exact.groupby(["suite", "question", "label"])[["solved"]].agg(["size", "sum"])
    """,
    """
    groups = []
    for (suite, question), group in exact.groupby(["suite", "question"]):
        times = group.pivot_table(
            index="problem", columns="label", values="seconds", aggfunc="median", dropna=False
        ).dropna()
        if len(times.columns) > 1 and len(times) > 0:
            groups.append((f"{suite}, {question}", times))

    figure, axes = panels(len(groups))
    for axis, (name, times) in zip(axes, groups):
        best = times.min(axis=1)
        ratios = times.div(best, axis=0).where(np.isfinite(times))
        last = max(2, 1.1 * np.nanmax(ratios.to_numpy(), initial=1))
        for index, label in enumerate(times.columns):
            sorted_ratios = ratios[label].dropna().sort_values().to_numpy()
            x = np.concatenate([[1], sorted_ratios, [last]])
            y = np.concatenate(
                [[(sorted_ratios <= 1).mean() * len(sorted_ratios) / len(times) if len(sorted_ratios) else 0],
                 np.arange(1, len(sorted_ratios) + 1) / len(times),
                 [len(sorted_ratios) / len(times)]]
            )
            axis.step(x, y, where="post", label=label, **style(index))
        axis.set(
            title=f"{name}, {len(times)} problems", xscale="log", ylim=(0, 1.02),
            xlabel="multiple of the fastest time", ylabel="share of problems",
        )
        axis.legend()
    plt.show()
    """,
  ]

  static let trajectory = [
    """
    trajectory = pd.read_csv("trajectory.csv").merge(
        runs[["run", "question", "servers", "termination", "wall_seconds"]], on="run"
    )
    maximized = trajectory.question.isin(MAXIMIZED)
    above = trajectory.bound.where(maximized, trajectory.value)
    below = trajectory.value.where(maximized, trajectory.bound)
    trajectory["gap"] = (100 * (above - below) / above).clip(0.01, 100).fillna(100)
    ends = trajectory[trajectory.termination == "optimal"].groupby("run").last().reset_index()
    ends["seconds"] = ends[["seconds", "wall_seconds"]].max(axis=1)
    trajectory = pd.concat([trajectory, ends.assign(gap=0.01)], ignore_index=True)
    trajectory["seconds"] = trajectory.seconds.clip(lower=0.001)
    trajectory.groupby(["question", "servers"]).run.nunique()
    """,
    """
    groups = list(trajectory.groupby(["question", "servers"]))
    figure, axes = panels(len(groups))
    for axis, ((question, servers), rows) in zip(axes, groups):
        grid = np.geomspace(rows.seconds.min(), rows.seconds.max(), 121)
        courses = []
        for _, run in rows.sort_values("seconds", kind="stable").groupby("run"):
            position = np.searchsorted(run.seconds, grid, side="right") - 1
            gaps = run.gap.to_numpy()
            courses.append(np.where(position >= 0, gaps[np.maximum(position, 0)], 100))
        low, middle, high = np.quantile(courses, [0.25, 0.5, 0.75], axis=0)
        axis.fill_between(grid, low, high, color=COLOURS[0], alpha=0.18, label="quartiles")
        axis.plot(grid, middle, color=COLOURS[0], label="median")
        axis.set(
            title=f"{question}, {servers} servers, {len(courses)} runs", xscale="log", yscale="log",
            ylim=(0.01, 100), xlabel="time (s)", ylabel="certified gap (%)",
        )
    axes[0].legend()
    plt.show()
    """,
  ]

  static let frontier = [
    """
    columns = ["instance", "slots", "value", "bound", "greedy"]
    points = pd.read_csv("frontier.csv")[columns]
    exact = runs[(runs.question == "rate") & runs.slots.notna()]
    compared = exact[exact.method.isin(["exact", "bound", "plain-milp", "bprr-milp"])][columns]
    greedy = exact[exact.method == "greedy"][["instance", "slots", "value"]]
    greedy = greedy.rename(columns={"value": "greedy"})
    parts = [part for part in (points, compared, greedy) if len(part)]
    best = pd.concat(parts, ignore_index=True).groupby(["instance", "slots"], as_index=False).agg(
        {"value": "max", "bound": "min", "greedy": "max"}
    )
    best = best[best.value.notna() | best.bound.notna()]
    sizes = best.groupby("instance").slots.size()
    names = list(sizes[sizes > 1].index)
    if len(names) > 12:
        names = [names[i * (len(names) - 1) // 11] for i in range(12)]
    best[best.instance.isin(names)]
    """,
    """
    figure, axes = panels(len(names), width=4.4, height=3.2)
    for axis, name in zip(axes, names):
        rows = best[best.instance == name].sort_values("slots")
        axis.plot(rows.slots, rows.bound, "--", color="#000000", label="bound")
        axis.plot(rows.slots, rows.value, "-o", color="#0072b2", label="best plan found")
        axis.plot(rows.slots, rows.greedy, ":^", color="#d55e00", label="greedy plan")
        axis.set(title=name, xlabel="slots n", ylabel="total rate (jobs/s)")
        axis.set_xlim(left=0)
        axis.set_ylim(bottom=0)
    axes[0].legend()
    plt.show()
    """,
  ]

  static let response = [
    """
    dispatch = pd.read_csv("dispatch.csv")
    bounds = dispatch[dispatch.lower.notna()].groupby(["instance", "load"]).first().reset_index()
    simulated = dispatch[dispatch["mean"].notna()]
    labels = sorted(simulated.label.unique())
    names = list(dict.fromkeys(dispatch.instance))
    if len(names) > 12:
        names = [names[i * (len(names) - 1) // 11] for i in range(12)]
    simulated[["instance", "label", "load", "mean", "half_width"]]
    """,
    """
    figure, axes = panels(len(names), width=4.6, height=3.8)
    for axis, name in zip(axes, names):
        known = bounds[bounds.instance == name].sort_values("load")
        axis.fill_between(
            known.load, known.lower, known.upper, color="#555555", alpha=0.18, label="between JFFC's bounds"
        )
        solved = known[known.exact.notna()]
        if len(solved):
            axis.plot(solved.load, solved.exact, color="#000000", label="JFFC, exact")
        for index, label in enumerate(labels):
            rows = simulated[(simulated.instance == name) & (simulated.label == label)]
            rows = rows.sort_values("load")
            if len(rows):
                look = {key: value for key, value in style(index).items() if key != "markevery"}
                axis.errorbar(
                    rows.load, rows["mean"], yerr=rows.half_width.fillna(0), capsize=3, label=label, **look
                )
        axis.set(title=name, yscale="log", xlabel="load", ylabel="mean response (s)")
    axes[0].legend(fontsize="small")
    plt.show()
    """,
  ]

  static let scaling = [
    """
    speed = runs[(runs.question == "speed") & (runs.status == "done")].copy()
    speed["seconds"] = speed.value.fillna(speed.wall_seconds)
    speed["family"] = speed.family.fillna("files")
    medians = speed.groupby(["label", "family", "servers"]).seconds.median().reset_index()
    medians
    """,
    """
    figure, axes = panels(1, width=7, height=4.5)
    axis = axes[0]
    for index, ((label, family), rows) in enumerate(medians.groupby(["label", "family"])):
        look = {key: value for key, value in style(index).items() if key != "markevery"}
        name = f"{label}, {family}"
        if len(rows) > 1:
            exponent, constant = np.polyfit(np.log(rows.servers), np.log(rows.seconds), 1)
            ends = np.array([rows.servers.min(), rows.servers.max()])
            axis.plot(ends, np.exp(constant) * ends**exponent, **(look | {"marker": ""}))
            name += f", exponent {exponent:.2f}"
        axis.plot(rows.servers, rows.seconds, label=name, **(look | {"linestyle": ""}))
    axis.set(xscale="log", yscale="log", xlabel="servers", ylabel="time (s)")
    axis.legend()
    plt.show()
    """,
  ]

  static let gaps = [
    """
    keys = ["digest", "question", "slots", "load"]
    shared = ["servers", "value", "bound", "greedy", "optimal"]
    compared = runs[runs.method.isin(["exact", "bound", "plain-milp", "bprr-milp"])].copy()
    compared["optimal"] = compared.termination == "optimal"
    compared = compared[compared.question != "frontier"]
    frontier = pd.read_csv("frontier.csv").merge(
        runs[["run", "digest", "servers", "question", "load"]], on="run"
    )
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
        certified = 0 if group.optimal.any() else max(0, (above - below) / above)
        left = (value - plain) / value if most else (plain - value) / plain
        return pd.Series(
            {"servers": group.servers.iloc[0], "certified": 100 * certified, "greedy": 100 * left}
        )


    problems = rows.groupby(keys)[shared].apply(best).reset_index()
    problems.groupby(["question", "servers"])[["certified", "greedy"]].agg(["mean", "median", "max"])
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
            title=f"{question}, {len(group)} problems", xlabel="gap (%)", ylabel="share of problems",
            ylim=(0, 1.02),
        )
        axis.set_xlim(left=0)
        axis.legend()
    plt.show()
    """,
  ]
}
