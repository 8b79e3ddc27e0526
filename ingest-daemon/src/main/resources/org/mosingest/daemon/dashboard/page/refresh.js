/**
 * Loads something about the run that is shown: when another run is, and when its stamp changes, but not more often than asked
 * for. An answer that comes when another run is shown already is dropped.
 */
export function refresher(load, show, least) {
  let shownId = null;
  let shownStamp = null;
  let wanted = null;
  let loading = false;
  let lastAt = 0;
  let timer = 0;

  async function run() {
    timer = 0;
    if (loading || wanted === null) return;
    const { id, stamp } = wanted;
    if (id === shownId && stamp === shownStamp) return;
    const early = id === shownId ? lastAt + least - Date.now() : 0;
    if (early > 0) {
      timer = setTimeout(run, early);
      return;
    }
    loading = true;
    try {
      const found = await load(id);
      if (wanted.id === id) {
        shownId = id;
        // Asked to come again: what is there is shown meanwhile.
        shownStamp = show(found, id) === 'more' ? null : stamp;
      }
    } catch {
      // The connection's state says it; the next document brings another try.
      shownStamp = null;
    } finally {
      loading = false;
      lastAt = Date.now();
    }
    if (timer === 0 && (wanted.id !== shownId || (shownStamp !== null && wanted.stamp !== shownStamp) || shownStamp === null)) {
      timer = setTimeout(run, wanted.id !== shownId ? 0 : shownStamp === null ? Math.min(least, 1500) : least);
    }
  }

  return {
    want(id, stamp) {
      wanted = { id, stamp };
      if (timer === 0 || id !== shownId) {
        clearTimeout(timer);
        run();
      }
    },
    /** Loads again, whatever was shown. */
    again() {
      shownStamp = null;
      lastAt = 0;
      clearTimeout(timer);
      run();
    },
  };
}
