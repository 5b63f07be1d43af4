package org.atoll.runtime.modules.sre;

import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.sre.SreMatcher;
import org.atoll.runtime.types.PyErr;

/// One matching of a pattern over a text (`SRE_STATE`): the matcher, the bounds it was asked for, and the thread it runs
/// on, whose safepoints it serves. Guarded by the GIL.
final class SreState implements Runnable {
  final PyPattern pattern;
  final SreText text;
  final int pos;
  final int endPos;
  final SreMatcher matcher;
  private ThreadState ts;
  private boolean running;

  SreState(ThreadState ts, PyPattern pattern, Object string, long pos, long endPos) {
    this.ts = ts;
    this.pattern = pattern;
    text = SreText.of(ts, string);
    if (pattern.isBytes != null && pattern.isBytes != text.isBytes()) {
      text.release();
      throw pattern.isBytes
          ? PyErr.typeError("cannot use a bytes pattern on a string-like object")
          : PyErr.typeError("cannot use a string pattern on a bytes-like object");
    }
    this.pos = clamp(pos);
    this.endPos = clamp(endPos);
    matcher = new SreMatcher(pattern.program, text.subject, this.pos, this.endPos, this);
  }

  private int clamp(long index) {
    return (int) Math.max(0, Math.min(index, text.length()));
  }

  /// What the matcher does every so many steps.
  @Override
  public void run() {
    if (ts.pending != 0) {
      ts.safepoint();
    }
  }

  /// Searches for the next match behind the last one.
  boolean search() {
    return matcher.search();
  }

  /// One step of an iterator or scanner, which other threads may also hold.
  boolean step(ThreadState ts, boolean search) {
    if (running) {
      throw PyErr.valueError("regular expression scanner already executing");
    }
    this.ts = ts;
    running = true;
    try {
      return search ? matcher.search() : matcher.match();
    } finally {
      running = false;
    }
  }

  /// Ends the matching: a mutable object may change again.
  void close() {
    text.release();
  }

  PyMatch match() {
    return new PyMatch(this);
  }

  /// The text of group `group` counted from 1; where it has not matched, None or an empty text.
  Object group(int group, boolean empty) {
    int start = matcher.start(group);
    if (start < 0) {
      return empty ? text.empty() : PyNone.NONE;
    }
    return text.slice(start, Math.max(start, matcher.end(group)));
  }
}
