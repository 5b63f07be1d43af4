package org.atoll.runtime.modules.sre;

import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.Buffers;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyUnicode;

/// One call of `sub` or `subn`. The replacement is a literal, a template, or a callable that gets each match.
final class Substitution {
  private final ThreadState ts;
  private final SreState state;
  private final long limit;
  private Object literal;
  private PyTemplate template;
  private Object function;
  private long count;

  Substitution(ThreadState ts, PyPattern pattern, Object replacement, Object string, long limit) {
    this.ts = ts;
    this.limit = limit;
    if (PyObjects.isCallable(replacement)) {
      function = replacement;
    } else if (isLiteral(replacement)) {
      literal = replacement;
    } else {
      template = PyTemplate.compile(ts, pattern, replacement);
      literal = template.literal();
    }
    state = new SreState(ts, pattern, string, 0, Long.MAX_VALUE);
  }

  private boolean isLiteral(Object replacement) {
    if (replacement instanceof String s) {
      return s.indexOf('\\') < 0;
    }
    return (PyUnicode.check(replacement) || Buffers.check(replacement)) && !hasBackslash(replacement);
  }

  private boolean hasBackslash(Object replacement) {
    SreText text = SreText.of(ts, replacement);
    text.release();
    return text.hasBackslash();
  }

  Object result() {
    Pieces pieces = new Pieces(state.text.isBytes());
    int last = 0;
    while ((limit == 0 || count < limit) && state.search()) {
      int start = state.matcher.start();
      if (last < start) {
        pieces.addSlice(state.text, last, start);
      }
      if (literal != null) {
        pieces.add(literal);
      } else if (template != null) {
        template.append(ts, state.match(), pieces);
      } else {
        Object piece = Call.call1(ts, function, state.match());
        if (piece != PyNone.NONE) {
          pieces.add(piece);
        }
      }
      last = state.matcher.end();
      count++;
      state.matcher.advance();
    }
    if (last < state.endPos) {
      pieces.addSlice(state.text, last, state.endPos);
    }
    state.close();
    return pieces.join(ts);
  }

  /// Number of replacements made by [#result].
  long count() {
    return count;
  }
}
