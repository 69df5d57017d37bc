/// Who gets the slots: interruptions, swaps, and what to do with a slot that frees.
extension PreemptiveEngine {
  /// Looks for a running job to interrupt, or a cache to swap out, for a job that has begun to
  /// wait.
  mutating func seekRoom(for index: Int) {
    let waiting = task(index)
    let candidates = waiting.chain >= 0 ? [waiting.chain] : Array(chains.indices)
    if waiting.place == .leaving || waiting.place == .returning { return }
    var victim: Int?
    for chain in candidates {
      guard chains[chain].freeSlots > 0 || waiting.place == .resident || isSwapping else {
        continue
      }
      for running in chains[chain].running where !task(running).isYielding {
        guard task(running).level > waiting.level else { continue }
        if let best = victim, !task(best).precedes(task(running)) { continue }
        victim = running
      }
    }
    guard let victim else { return }
    let chain = task(victim).chain
    change(victim) { $0.isYielding = true }
    scheduleBoundary(victim)
    if isSwapping { keepReserve(chain) }
  }

  /// At a boundary: another job of a lower level takes over, or the paused one goes on.
  mutating func giveWayOrGoOn(_ index: Int) {
    let paused = task(index)
    let chain = paused.chain
    if let rival = bestResident(of: chain), task(rival).level < paused.level {
      interrupt(index)
      takeResident(rival)
      resume(rival)
      return settle(chain)
    }
    // The paused job still has its slot, but stands in no list.
    let free = chains[chain].freeSlots - 1
    let newcomer = central.first(tasks, at: .unstarted)
    if let newcomer, task(newcomer).level < paused.level {
      if free > 0 {
        interrupt(index)
        central.noteRemoval()
        begin(newcomer, on: chain)
        return settle(chain)
      }
      if isSwapping, !isRoomComing(chain) { return swapOut(interrupted: index) }
    } else if isSwapping, let swapped = chains[chain].swapped.first(tasks, at: .swapped),
      task(swapped).level < paused.level
    {
      if free > 0 {
        swapIn(swapped)
      } else if !isRoomComing(chain) {
        return swapOut(interrupted: index)
      }
    }
    resume(index)
    settle(chain)
  }

  /// Whether a slot will free soon although a paused job keeps its own: a cache is leaving, or one
  /// that waits is made to.
  private mutating func isRoomComing(_ chain: Int) -> Bool {
    if chains[chain].leaving == 0,
      let last = chains[chain].resident.max(by: { task($0).precedes(task($1)) })
    {
      takeResident(last)
      swapOut(last)
    }
    return chains[chain].leaving > 0
  }

  /// Uses what is free on a chain: waiting caches first in order, then newcomers and caches fetched
  /// back.
  mutating func settle(_ chain: Int) {
    while chains[chain].running.count < chains[chain].width {
      let resident = bestResident(of: chain)
      let newcomer = chains[chain].freeSlots > 0 ? central.first(tasks, at: .unstarted) : nil
      let swapped =
        chains[chain].freeSlots > 0 && chains[chain].hasRoomToRun
        ? chains[chain].swapped.first(tasks, at: .swapped) : nil
      let first = [resident, newcomer, swapped].compactMap { $0 }
        .min { task($0).precedes(task($1)) }
      guard let first else { break }
      if first == resident {
        takeResident(first)
        resume(first)
      } else if first == newcomer {
        central.noteRemoval()
        begin(first, on: chain)
      } else {
        swapIn(first)
      }
    }
    central.compact()
    guard isSwapping else { return }
    chains[chain].swapped.compact()
    fetchAhead(chain)
    keepReserve(chain)
  }

  private func bestResident(of chain: Int) -> Int? {
    chains[chain].resident.min { task($0).precedes(task($1)) }
  }

  private mutating func takeResident(_ index: Int) {
    chains[task(index).chain].resident.removeAll { $0 == index }
  }

  // MARK: Swapping

  /// Fetches the first swapped job back while more than the reserve is free.
  private mutating func fetchAhead(_ chain: Int) {
    while chains[chain].freeSlots > settings.reserve,
      let first = chains[chain].swapped.first(tasks, at: .swapped)
    {
      swapIn(first)
    }
  }

  /// Sends out the caches of waiting jobs, the last in order first, before slots run short.
  private mutating func keepReserve(_ chain: Int) {
    while chains[chain].freeSlots + chains[chain].leaving < settings.reserve,
      let last = chains[chain].resident.max(by: { task($0).precedes(task($1)) })
    {
      takeResident(last)
      swapOut(last)
    }
  }

  /// Interrupts a job that makes room by leaving its slot.
  private mutating func swapOut(interrupted index: Int) {
    interrupt(index)
    takeResident(index)
    swapOut(index)
    settle(task(index).chain)
  }

  private mutating func swapOut(_ index: Int) {
    let chain = task(index).chain
    countSwap()
    chains[chain].leaving += 1
    let end = chains[chain].sendOut(at: now)
    change(index) {
      $0.place = .leaving
      $0.stamp += 1
    }
    events.add(.swappedOut, at: end, task: index, stamp: task(index).stamp)
  }

  mutating func finishLeaving(_ index: Int) {
    change(index) { $0.place = .swapped }
    let swapped = task(index)
    chains[swapped.chain].leaving -= 1
    chains[swapped.chain].swapped.append(index, swapped)
    awaitService(index)
    settle(swapped.chain)
  }

  private mutating func swapIn(_ index: Int) {
    let chain = task(index).chain
    chains[chain].swapped.noteRemoval()
    chains[chain].returning += 1
    let end = chains[chain].fetch(at: now)
    change(index) {
      $0.place = .returning
      $0.stamp += 1
    }
    events.add(.swappedIn, at: end, task: index, stamp: task(index).stamp)
  }

  mutating func finishReturning(_ index: Int) {
    let chain = task(index).chain
    chains[chain].returning -= 1
    change(index) { $0.place = .resident }
    chains[chain].resident.append(index)
    awaitService(index)
    settle(chain)
    if task(index).place == .resident { seekRoom(for: index) }
  }
}
