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
    exact["counted"] = exact.wall_seconds.where(exact.solved, exact.limit_seconds)
    keys = ["slots", "load", "setting"]
    exact["problem"] = exact.digest + exact[keys].fillna(-1).astype(str).agg(" ".join, axis=1)

    # Methods that were given common problems, directly or through others, \
    are compared on those that all of them were given.
    groups = []
    for (suite, question), group in exact.groupby(["suite", "question"]):
        given = group.groupby("problem").label.agg(frozenset)
        families = []
        for labels in sorted(set(given), key=sorted):
            joined = labels.union(*[family for family in families if family & labels])
            families = [family for family in families if not family & labels] + [joined]
        for number, family in enumerate(sorted(families, key=sorted)):
            common = given.index[given.map(lambda labels: labels == family)]
            key = f"{suite}-{question}" + (f"-{number + 1}" if number else "")
            groups.append((key, group[group.problem.isin(common)]))


    def runtime(rows, shift=1):
        times = rows.groupby("label").counted
        return pd.DataFrame(
            {
                "runs": times.size(), "solved": rows.groupby("label").solved.sum(),
                "mean": np.exp(times.apply(lambda t: np.log(t + shift).mean())) - shift,
                "median": times.median(), "longest": times.max(),
            }
        )


    runtimes = {key: runtime(rows) for key, rows in groups}
    pd.concat(runtimes)
    """,
    """
    def profile(rows):
        times = rows.pivot_table(
            index="problem", columns="label", values="seconds", aggfunc="median", dropna=False
        )
        return times.div(times.min(axis=1), axis=0).where(np.isfinite(times))


    profiles = {key: profile(rows) for key, rows in groups if rows.label.nunique() > 1}
    figure, axes = panels(len(profiles))
    for axis, (key, ratios) in zip(axes, profiles.items()):
        last = max(2, 1.1 * np.nanmax(ratios.to_numpy(), initial=1))
        for index, label in enumerate(ratios.columns):
            solved = ratios[label].dropna().sort_values().to_numpy()
            x = np.concatenate([[1], solved, [last]])
            y = np.concatenate([[(solved <= 1).sum()], 1 + np.arange(len(solved)), [len(solved)]])
            axis.step(x, y / len(ratios), where="post", label=label, **style(index))
        axis.set(
            title=f"{key}, {len(ratios)} problems", ylim=(0, 1.02),
            xlabel="multiple of the fastest time", ylabel="share of problems",
        )
        logarithmic(axis, "x")
        axis.legend()
    plt.show()
    """,
    """
    for key, here in runtimes.items():
        there = own(f"runtime-{key}").set_index("method")
        names = ["runs", "solved", "shifted geometric mean (s)", "median (s)", "longest (s)"]
        agree(here, there.loc[here.index, names])
    for key, ratios in profiles.items():
        there = own(f"profile-{key}").set_index("method").loc[ratios.columns]
        for column in there.columns[:-1]:
            multiple = float(column.split()[1])
            agree(100 * (ratios <= multiple).mean(), there[column])
        agree(100 * ratios.notna().mean(), there["solved (%)"])
    print(f"{len(runtimes)} tables of run times and {len(profiles)} profiles agree")
    """,
  ]

  static let trajectory = [
    """
    trajectory = pd.read_csv("trajectory.csv").merge(
        runs[["run", "question", "servers", "termination", "wall_seconds"]], on="run"
    )
    # A frontier's reports are of one number of slots after the other.
    trajectory = trajectory[trajectory.question != "frontier"].copy()
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
            title=f"{question}, {servers} servers, {len(courses)} runs",
            xlabel="time (s)", ylabel="certified gap (%)",
        )
        axis.set_ylim(0.01, 100)
        logarithmic(axis, "xy")
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
    """
    tables = [own(name) for name, part in \
    (("gap-frontier", points), ("gap-rate", compared)) if len(part)]
    there = pd.concat(tables, ignore_index=True).dropna(subset=["slots"])
    there = there.groupby(["instance", "slots"]).agg(
        {"best (jobs/s)": "max", "bound (jobs/s)": "min", "greedy (jobs/s)": "max"}
    )
    here = best.set_index(["instance", "slots"])[["value", "bound", "greedy"]]
    agree(here, there.loc[here.index])
    print(f"{len(here)} points agree")
    """,
  ]

  static let response = [
    """
    # Bounds and exact values hold for Poisson arrivals and exponential sizes, \
    where no workload is named.
    dispatch = pd.read_csv("dispatch.csv").fillna({"workload": ""})
    bounds = dispatch[dispatch.lower.notna()].groupby(["instance", "load"]).first().reset_index()
    simulated = dispatch[dispatch["mean"].notna()]
    labels = sorted(simulated.label.unique())
    places = list(dispatch.groupby(["instance", "workload"]).groups)
    if len(places) > 12:
        places = [places[i * (len(places) - 1) // 11] for i in range(12)]
    simulated[["instance", "label", "load", "mean", "half_width"]]
    """,
    """
    figure, axes = panels(len(places), width=4.6, height=3.8)
    for axis, (name, workload) in zip(axes, places):
        known = bounds[(bounds.instance == name) & \
    (bounds.workload == workload)].sort_values("load")
        axis.fill_between(
            known.load, known.lower, known.upper, color="#555555", alpha=0.18, \
    label="between JFFC's bounds"
        )
        solved = known[known.exact.notna()]
        if len(solved):
            axis.plot(solved.load, solved.exact, color="#000000", label="JFFC, exact")
        for index, label in enumerate(labels):
            rows = simulated[(simulated.instance == name) & (simulated.workload == workload)]
            rows = rows[rows.label == label].sort_values("load")
            if len(rows):
                look = {key: value for key, value in style(index).items() if key != "markevery"}
                axis.errorbar(
                    rows.load, rows["mean"], yerr=rows.half_width.fillna(0), capsize=3, \
    label=label, **look
                )
        title = f"{name}, {workload}" if workload else name
        axis.set(title=title, xlabel="load", ylabel="mean response (s)")
        logarithmic(axis, "y")
        axis.legend(fontsize="small")
    plt.show()
    """,
    """
    there = own("dispatch").rename(columns={"simulated mean (s)": "mean", "± (s)": "half_width"})
    there = there[there["mean"].notna()].rename(columns={"method": "label"})
    order = ["instance", "label", "load", "mean"]
    here, there = simulated.sort_values(order), there.sort_values(order)
    assert (here[["instance", "label"]].to_numpy() == there[["instance", "label"]].to_numpy()).all()
    agree(here[["load", "mean", "half_width"]], there[["load", "mean", "half_width"]])
    there = own("dispatch").groupby(["instance", "load"]).first()
    here = bounds.set_index(["instance", "load"])[["lower", "exact", "upper"]]
    names = ["lower bound (s)", "exact (s)", "upper bound (s)"]
    agree(here, there.loc[here.index, names])
    print(f"{len(simulated)} simulated means and {len(here)} bounds agree")
    """,
  ]

  static let scaling = [
    """
    speed = runs[(runs.question == "speed") & (runs.status == "done")].copy()
    speed["seconds"] = speed.value.fillna(speed.wall_seconds)
    speed["family"] = speed.family.fillna("files")
    medians = speed.groupby(["label", "family", "servers"]).seconds.median().reset_index()
    fits = medians.groupby(["label", "family"])[["servers", "seconds"]].apply(
        lambda rows: pd.Series(
            np.polyfit(np.log(rows.servers), np.log(rows.seconds), 1) \
    if len(rows) > 1 else [np.nan] * 2,
            index=["exponent", "constant"],
        )
    )
    fits
    """,
    """
    figure, axes = panels(1, width=7, height=4.5)
    axis = axes[0]
    for index, (name, rows) in enumerate(medians.groupby(["label", "family"])):
        look = {key: value for key, value in style(index).items() if key != "markevery"}
        exponent, constant = fits.loc[name]
        ends = np.array([rows.servers.min(), rows.servers.max()])
        axis.plot(ends, np.exp(constant) * ends**exponent, **(look | {"marker": ""}))
        label = f"{', '.join(name)}, exponent {exponent:.2f}"
        axis.plot(rows.servers, rows.seconds, label=label, **(look | {"linestyle": ""}))
    axis.set(xlabel="servers", ylabel="time (s)")
    logarithmic(axis, "xy")
    axis.legend()
    plt.show()
    """,
    """
    there = own("scaling").set_index(["method", "family", "servers"])["median time (ms)"]
    here = 1000 * medians.set_index(["label", "family", "servers"]).seconds
    agree(here, there.loc[here.index])
    there = own("exponents").set_index(["method", "family"]).loc[fits.index]
    agree(fits.exponent, there.exponent)
    agree(1000 * np.exp(fits.constant) * 1000**fits.exponent, there["time at 1000 servers (ms)"])
    print(f"{len(here)} medians and {len(fits)} exponents agree")
    """,
  ]
}
