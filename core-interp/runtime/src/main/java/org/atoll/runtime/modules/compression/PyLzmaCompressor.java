package org.atoll.runtime.modules.compression;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.tukaani.xz.FilterOptions;
import org.tukaani.xz.FinishableOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.LZMAOutputStream;
import org.tukaani.xz.UnsupportedOptionsException;
import org.tukaani.xz.XZOutputStream;

/// `_lzma.LZMACompressor`. Guarded by the GIL.
@PyTypeDef(name = "LZMACompressor", module = "_lzma", basetype = false, doc = """
    LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)

    Create a compressor object for compressing data incrementally.

    format is FORMAT_XZ (default), FORMAT_ALONE or FORMAT_RAW. check says which
    integrity check FORMAT_XZ carries; by default CHECK_CRC64. The settings are
    given by a preset (0-9, optionally OR-ed with PRESET_EXTREME) or by a filter
    chain, a sequence of dicts with an "id" and options; FORMAT_RAW needs the
    latter.

    For one-shot compression, use the compress() function instead.""")
public final class PyLzmaCompressor extends PushedCompressor<FinishableOutputStream> {
  public static final PyType TYPE = PyType.builtin(new PyLzmaCompressorBinder());

  private PyLzmaCompressor(PyType cls, ByteArrayOutputStream out, FinishableOutputStream stream) {
    super(cls, out, stream);
  }

  @PyNew(sig = "(format=1, check=-1, preset=None, filters=None)")
  static Object create(ThreadState ts, PyType cls, int format, int check, Object preset, Object filters) {
    if (preset != PyNone.NONE && filters != PyNone.NONE) {
      throw PyErr.valueError("Cannot specify both preset and filter chain");
    }
    if (format != LzmaModule.FORMAT_XZ && check != -1 && check != LzmaModule.CHECK_NONE) {
      throw PyErr.valueError("Integrity checks are only supported by FORMAT_XZ");
    }
    long level = preset == PyNone.NONE ? LzmaModule.PRESET_DEFAULT : LzmaFilters.unsigned(ts, preset);
    List<LzmaFilters.Filter> chain = filters == PyNone.NONE ? null : LzmaFilters.chain(ts, filters);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      return new PyLzmaCompressor(cls, out, switch (format) {
        case 1 -> container(out, check, level, chain);
        case 2 -> alone(out, level, chain);
        case 3 -> raw(out, chain);
        default -> throw PyErr.valueError("Invalid container format: %d", format);
      });
    } catch (UnsupportedOptionsException e) {
      throw LzmaFilters.unsupported();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FinishableOutputStream container(ByteArrayOutputStream out, int check, long level,
      List<LzmaFilters.Filter> chain) throws IOException {
    int type = check == -1 ? (int) LzmaModule.CHECK_CRC64 : check;
    if (!LzmaModule.supports(type)) {
      throw type < 0 || type > LzmaModule.CHECK_ID_MAX ? PyErr.format(LzmaModule.ERROR, "Internal error")
          : PyErr.format(LzmaModule.ERROR, "Unsupported integrity check");
    }
    if (chain == null) {
      return new XZOutputStream(out, LzmaFilters.preset(level), type);
    }
    LzmaFilters.check(chain, false);
    return new XZOutputStream(out, LzmaFilters.options(chain), type);
  }

  private static FinishableOutputStream alone(ByteArrayOutputStream out, long level, List<LzmaFilters.Filter> chain)
      throws IOException {
    FilterOptions options = chain == null ? LzmaFilters.preset(level) : null;
    if (chain != null) {
      if (chain.size() != 1 || chain.get(0).id() != LzmaFilters.LZMA1) {
        throw PyErr.valueError("Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
      }
      options = chain.get(0).options();
    }
    return new LZMAOutputStream(out, (LZMA2Options) options, -1);
  }

  private static FinishableOutputStream raw(ByteArrayOutputStream out, List<LzmaFilters.Filter> chain)
      throws IOException {
    if (chain == null) {
      throw PyErr.valueError("Must specify filters for FORMAT_RAW");
    }
    LzmaFilters.check(chain, true);
    return LzmaFilters.encoder(chain, out);
  }

  @Override
  void finish() throws IOException {
    stream.finish();
  }
}
