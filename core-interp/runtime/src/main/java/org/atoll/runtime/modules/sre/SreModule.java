package org.atoll.runtime.modules.sre;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.sre.SreCategories;
import org.atoll.runtime.sre.SreCodeException;
import org.atoll.runtime.sre.SreCodes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;

/// The module `_sre`. Compare CPython `Modules/_sre/sre.c`.
@PyModuleDef("_sre")
public final class SreModule {
  @PyConstant
  static final long MAGIC = SreCodes.MAGIC;
  @PyConstant
  static final long CODESIZE = SreCodes.CODESIZE;
  @PyConstant
  static final long MAXREPEAT = SreCodes.MAXREPEAT;
  @PyConstant
  static final long MAXGROUPS = SreCodes.MAXGROUPS;

  @PyFunction(sig = "(pattern, flags, code, groups, groupindex, indexgroup)")
  Object compile(ThreadState ts, Object pattern, long flags, PyList code, long groups, PyDict groupindex, PyTuple indexgroup) {
    int[] words = new int[code.size()];
    for (int i = 0; i < words.length; i++) {
      long word = Convert.toLong(ts, code.get(i));
      if (word < 0 || word > 0xffffffffL) {
        throw PyErr.overflowError("regular expression code size limit exceeded");
      }
      words[i] = (int) word;
    }
    Boolean isBytes = pattern == PyNone.NONE ? null : (Boolean) isBytes(ts, pattern);
    if (groups < 0 || groups > SreCodes.MAXGROUPS) {
      throw PyErr.runtimeError("invalid SRE code");
    }
    try {
      return new PyPattern(pattern, isBytes, flags, words, (int) groups, groupindex, indexgroup);
    } catch (SreCodeException e) {
      throw PyErr.runtimeError("invalid SRE code");
    }
  }

  private static boolean isBytes(ThreadState ts, Object pattern) {
    SreText text = SreText.of(ts, pattern);
    text.release();
    return text.isBytes();
  }

  @PyFunction(sig = "(pattern, template, /)")
  Object template(ThreadState ts, Object pattern, PyList template) {
    return PyTemplate.of(ts, template);
  }

  @PyFunction(sig = "()")
  long getcodesize() {
    return SreCodes.CODESIZE;
  }

  @PyFunction(sig = "(character, /)")
  boolean ascii_iscased(int character) {
    return SreCategories.isCasedAscii(character);
  }

  @PyFunction(sig = "(character, /)")
  boolean unicode_iscased(int character) {
    return SreCategories.isCasedUnicode(character);
  }

  @PyFunction(sig = "(character, /)")
  long ascii_tolower(int character) {
    return SreCategories.lowerAscii(character);
  }

  @PyFunction(sig = "(character, /)")
  long unicode_tolower(int character) {
    return SreCategories.lowerUnicode(character);
  }
}
