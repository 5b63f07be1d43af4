package org.atoll.runtime.modules.compression;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.math.BigInteger;
import java.util.List;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNumber;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.Slot;
import org.atoll.runtime.types.PyBytes;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;
import org.atoll.runtime.types.PyExc;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.Sequences;
import org.tukaani.xz.ARMOptions;
import org.tukaani.xz.ARMThumbOptions;
import org.tukaani.xz.DeltaOptions;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.FinishableOutputStream;
import org.tukaani.xz.FinishableWrapperOutputStream;
import org.tukaani.xz.IA64Options;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAInputStream;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.PowerPCOptions;
import org.tukaani.xz.SPARCOptions;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.X86Options;

/// Chains of filters as Python specifies them: dicts with an id and options. Stateless; requires the GIL.
final class LzmaFilters {
  static final long LZMA1 = 0x4000000000000001L;
  static final long LZMA2 = 0x21;
  static final long DELTA = 3;
  static final long X86 = 4;
  static final long POWERPC = 5;
  static final long IA64 = 6;
  static final long ARM = 7;
  static final long ARMTHUMB = 8;
  static final long SPARC = 9;

  static final long EXTREME = 1L << 31;
  private static final int HASH_CHAIN_MAX = 4;
  private static final int CHAIN_MAX = 4;

  private LzmaFilters() {}

  /// One filter of a chain.
  record Filter(long id, FilterOptions options) {}

  /// Reads a chain.
  /// @throws PyException LZMAError for one that makes no sense, TypeError and ValueError for one that is badly specified
  static List<Filter> chain(ThreadState ts, Object specifiers) {
    if (specifiers instanceof PyDict) {
      throw PyErr.typeError("%s is not a sequence", PyObject.typeOf(specifiers).name());
    }
    long length = PyObjects.len(ts, specifiers);
    if (length > CHAIN_MAX) {
      throw PyErr.valueError("Too many filters - liblzma supports a maximum of %d", CHAIN_MAX);
    }
    Filter[] filters = new Filter[(int) length];
    for (int i = 0; i < filters.length; i++) {
      filters[i] = filter(ts, PyObjects.getItem(ts, specifiers, (long) i));
    }
    return List.of(filters);
  }

  /// Reads one filter.
  static Filter filter(ThreadState ts, Object specifier) {
    if (!(specifier instanceof PyDict) && PyObject.typeOf(specifier).slot(Slot.GETITEM) == null) {
      throw PyErr.typeError("Filter specifier must be a dict or dict-like object");
    }
    long id;
    try {
      id = Convert.toLong(ts, PyObjects.getItem(ts, specifier, "id"));
    } catch (PyException e) {
      if (PyErr.matches(e, PyExc.KeyError)) {
        throw PyErr.valueError("Filter specifier must have an \"id\" entry");
      }
      throw e;
    }
    try {
      return new Filter(id, options(ts, id, specifier));
    } catch (UnsupportedOptionsException e) {
      throw unsupported();
    }
  }

  private static FilterOptions options(ThreadState ts, long id, Object specifier) throws UnsupportedOptionsException {
    if (id == LZMA1 || id == LZMA2) {
      return lzma(ts, specifier);
    }
    if (id == DELTA) {
      Object distance = only(ts, specifier, "dist", "Invalid filter specifier for delta filter");
      return distance == null ? new DeltaOptions() : new DeltaOptions(Convert.toInt(ts, distance));
    }
    if (id < X86 || id > SPARC) {
      throw PyErr.valueError("Invalid filter ID: %d", id);
    }
    Object offset = only(ts, specifier, "start_offset", "Invalid filter specifier for BCJ filter");
    return branches(id, offset == null ? 0 : Convert.toInt(ts, offset));
  }

  private static FilterOptions branches(long id, int offset) throws UnsupportedOptionsException {
    if (id == X86) {
      X86Options options = new X86Options();
      options.setStartOffset(offset);
      return options;
    }
    if (id == POWERPC) {
      PowerPCOptions options = new PowerPCOptions();
      options.setStartOffset(offset);
      return options;
    }
    if (id == IA64) {
      IA64Options options = new IA64Options();
      options.setStartOffset(offset);
      return options;
    }
    if (id == ARM) {
      ARMOptions options = new ARMOptions();
      options.setStartOffset(offset);
      return options;
    }
    if (id == ARMTHUMB) {
      ARMThumbOptions options = new ARMThumbOptions();
      options.setStartOffset(offset);
      return options;
    }
    SPARCOptions options = new SPARCOptions();
    options.setStartOffset(offset);
    return options;
  }

  /// The one option a filter may have, or null where it is not given.
  private static Object only(ThreadState ts, Object specifier, String name, String message) {
    Object found = null;
    for (Object key : keys(ts, specifier)) {
      if (name.equals(key)) {
        found = PyObjects.getItem(ts, specifier, key);
      } else if (!"id".equals(key)) {
        throw PyErr.valueError(message);
      }
    }
    return found;
  }

  private static Object[] keys(ThreadState ts, Object specifier) {
    return Sequences.toArray(ts, PyObjects.callMethod(ts, specifier, "keys"));
  }

  private static LZMA2Options lzma(ThreadState ts, Object specifier) throws UnsupportedOptionsException {
    Object preset = null;
    for (Object key : keys(ts, specifier)) {
      if ("preset".equals(key)) {
        preset = PyObjects.getItem(ts, specifier, key);
      }
    }
    LZMA2Options options = preset(preset == null ? LZMA2Options.PRESET_DEFAULT : unsigned(ts, preset));
    int lc = options.getLc();
    int lp = options.getLp();
    for (Object key : keys(ts, specifier)) {
      String name = PyUnicode.check(key) ? PyUnicode.toUtf16(key) : "";
      if (name.equals("id") || name.equals("preset")) {
        continue;
      }
      long value = option(ts, PyObjects.getItem(ts, specifier, key));
      switch (name) {
        case "dict_size" -> options.setDictSize(small(value));
        case "lc" -> lc = small(value);
        case "lp" -> lp = small(value);
        case "pb" -> options.setPb(small(value));
        case "mode" -> options.setMode(small(value));
        case "nice_len" -> options.setNiceLen(small(value));
        case "mf" -> options.setMatchFinder(
            value <= HASH_CHAIN_MAX ? LZMA2Options.MF_HC4 : LZMA2Options.MF_BT4);
        case "depth" -> options.setDepthLimit(small(value));
        default -> throw PyErr.valueError("Invalid filter specifier for LZMA filter");
      }
    }
    options.setLcLp(lc, lp);
    return options;
  }

  private static long option(ThreadState ts, Object o) {
    try {
      return unsigned(ts, o);
    } catch (PyException e) {
      throw PyErr.valueError("Invalid filter specifier for LZMA filter");
    }
  }

  /// An int of 32 bits without sign.
  /// @throws PyException ValueError for a negative one, OverflowError for one that is too large
  static long unsigned(ThreadState ts, Object o) {
    Object number = PyNumber.index(ts, o);
    if (number instanceof BigInteger i ? i.signum() < 0 : (Long) number < 0) {
      throw PyErr.valueError("Cannot convert negative int");
    }
    if (!(number instanceof Long l) || l >= 1L << 32) {
      throw PyErr.overflowError("Python int too large for C uint32_t");
    }
    return l;
  }

  private static int small(long value) throws UnsupportedOptionsException {
    if (value < 0 || value > Integer.MAX_VALUE) {
      throw new UnsupportedOptionsException();
    }
    return (int) value;
  }

  /// The options of a preset, 0 to 9, which may be or-ed with [#EXTREME].
  static LZMA2Options preset(long preset) {
    long level = preset & ~EXTREME;
    try {
      LZMA2Options options = new LZMA2Options((int) Math.clamp(level, -1, LZMA2Options.PRESET_MAX + 1));
      if ((preset & EXTREME) != 0) {
        boolean light = level == 3 || level == 5;
        options.setMode(LZMA2Options.MODE_NORMAL);
        options.setMatchFinder(LZMA2Options.MF_BT4);
        options.setNiceLen(light ? 192 : LZMA2Options.NICE_LEN_MAX);
        options.setDepthLimit(light ? 0 : 512);
      }
      return options;
    } catch (UnsupportedOptionsException e) {
      throw PyErr.format(LzmaModule.ERROR, "Invalid or unsupported options");
    }
  }

  static PyException unsupported() {
    return PyErr.format(LzmaModule.ERROR, "Invalid or unsupported options");
  }

  /// Checks that a chain ends with its only LZMA filter.
  static void check(List<Filter> chain, boolean lzma1) {
    for (int i = 0; i < chain.size(); i++) {
      long id = chain.get(i).id;
      boolean last = i == chain.size() - 1;
      if (last != (id == LZMA2 || id == LZMA1) || id == LZMA1 && !lzma1) {
        throw unsupported();
      }
    }
    if (chain.isEmpty()) {
      throw PyErr.format(LzmaModule.ERROR, "Internal error");
    }
  }

  static FilterOptions[] options(List<Filter> chain) {
    return chain.stream().map(Filter::options).toArray(FilterOptions[]::new);
  }

  /// An encoder without container.
  static FinishableOutputStream encoder(List<Filter> chain, OutputStream out) throws IOException {
    Filter last = chain.getLast();
    FinishableOutputStream stream = last.id == LZMA1 ? new LZMAOutputStream(out, (LZMA2Options) last.options, true)
        : last.options.getOutputStream(new FinishableWrapperOutputStream(out));
    for (int i = chain.size() - 2; i >= 0; i--) {
      stream = chain.get(i).options.getOutputStream(stream);
    }
    return stream;
  }

  /// A decoder without container.
  static InputStream decoder(List<Filter> chain, InputStream in) throws IOException {
    Filter last = chain.getLast();
    InputStream stream;
    if (last.id == LZMA1) {
      LZMA2Options options = (LZMA2Options) last.options;
      stream = new LZMAInputStream(in, -1, properties(options), options.getDictSize());
    } else {
      stream = last.options.getInputStream(in);
    }
    for (int i = chain.size() - 2; i >= 0; i--) {
      stream = chain.get(i).options.getInputStream(stream);
    }
    return stream;
  }

  private static byte properties(LZMA2Options options) {
    return (byte) ((options.getPb() * 5 + options.getLp()) * 9 + options.getLc());
  }

  /// The options of a filter as they stand in a file.
  static byte[] encodeProperties(Filter filter) {
    if (filter.id == LZMA1) {
      LZMA2Options options = (LZMA2Options) filter.options;
      int size = options.getDictSize();
      return new byte[] {properties(options), (byte) size, (byte) (size >> 8), (byte) (size >> 16), (byte) (size >> 24)};
    }
    if (filter.id == LZMA2) {
      return new byte[] {(byte) encodeDictSize(((LZMA2Options) filter.options).getDictSize())};
    }
    if (filter.id == DELTA) {
      return new byte[] {(byte) (((DeltaOptions) filter.options).getDistance() - 1)};
    }
    int offset = startOffset(filter.options);
    return offset == 0 ? new byte[0]
        : new byte[] {(byte) offset, (byte) (offset >> 8), (byte) (offset >> 16), (byte) (offset >> 24)};
  }

  private static int startOffset(FilterOptions options) {
    return switch (options) {
      case X86Options o -> o.getStartOffset();
      case PowerPCOptions o -> o.getStartOffset();
      case IA64Options o -> o.getStartOffset();
      case ARMOptions o -> o.getStartOffset();
      case ARMThumbOptions o -> o.getStartOffset();
      case SPARCOptions o -> o.getStartOffset();
      default -> 0;
    };
  }

  /// The smallest size of the form 2**n or 3 * 2**n that is not below, as its number.
  private static int encodeDictSize(int size) {
    for (int code = 0; code < 40; code++) {
      if (dictSize(code) >= size) {
        return code;
      }
    }
    return 40;
  }

  private static long dictSize(int code) {
    return code == 40 ? 0xFFFFFFFFL : (2L | code & 1) << code / 2 + 11;
  }

  /// The dict that specifies a filter whose options stand in a file like this.
  static PyDict decodeProperties(ThreadState ts, long id, byte[] encoded) {
    PyDict out = new PyDict();
    out.put("id", id);
    if (id == LZMA1 && encoded.length == 5 && (encoded[0] & 0xFF) < 225) {
      int packed = encoded[0] & 0xFF;
      out.put("lc", (long) packed % 9);
      out.put("lp", (long) packed / 9 % 5);
      out.put("pb", (long) packed / 45);
      out.put("dict_size", littleEndian(encoded, 1));
    } else if (id == LZMA2 && encoded.length == 1 && encoded[0] >= 0 && encoded[0] <= 40) {
      out.put("dict_size", dictSize(encoded[0]));
    } else if (id == DELTA && encoded.length == 1) {
      out.put("dist", (encoded[0] & 0xFFL) + 1);
    } else if (id >= X86 && id <= SPARC && encoded.length == 4) {
      out.put("start_offset", littleEndian(encoded, 0));
    } else if (id < X86 || id > SPARC || encoded.length != 0) {
      throw unsupported();
    }
    return out;
  }

  private static long littleEndian(byte[] bytes, int at) {
    long value = 0;
    for (int i = 3; i >= 0; i--) {
      value = value << 8 | bytes[at + i] & 0xFF;
    }
    return value;
  }

  /// A specifier's options as bytes, for `_encode_filter_properties`.
  static PyBytes encode(ThreadState ts, Object specifier) {
    return new PyBytes(encodeProperties(filter(ts, specifier)));
  }
}
