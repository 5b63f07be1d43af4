package org.atoll.runtime.importlib;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.InflaterInputStream;
import org.atoll.compiler.CompiledUnit;
import org.atoll.runtime.call.Units;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyException;

/// Code objects as bytes, for `.pyc` files: the JVM classes of the unit that a code object belongs to, compressed, and which
/// of the unit's code objects it is. Only the build that wrote them can read them. What is read runs: bytes of unknown
/// origin are as dangerous as a program. Thread-safe.
public final class CompiledCode {
  private static final int MOST_CLASSES = 1 << 20;

  private CompiledCode() {}

  /// The bytes of a code object, or null where its classes are not at hand any more.
  public static byte[] write(PyCode code) {
    CompiledUnit unit = code.compiledUnit();
    if (unit == null) {
      return null;
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try (DataOutputStream out = new DataOutputStream(new DeflaterOutputStream(bytes, deflater))) {
      out.writeLong(BuildStamp.value());
      out.writeUTF(code.filename());
      out.writeUTF(unit.mainClass());
      out.writeInt(unit.classes().size());
      for (Map.Entry<String, byte[]> c : new TreeMap<>(unit.classes()).entrySet()) {
        out.writeUTF(c.getKey());
        out.writeInt(c.getValue().length);
        out.write(c.getValue());
      }
      int[] path = code.path();
      out.writeInt(path.length);
      for (int i : path) {
        out.writeInt(i);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      deflater.end();
    }
    return bytes.toByteArray();
  }

  /// The code object that [#write] wrote.
  ///
  /// @throws PyException ImportError for the code of another build, ValueError for what is no code
  public static PyCode read(ThreadState ts, byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new InflaterInputStream(new ByteArrayInputStream(bytes)))) {
      if (in.readLong() != BuildStamp.value()) {
        throw PyErr.importError(PyNone.NONE, PyNone.NONE, "code compiled by another build of Atoll: delete its .pyc file");
      }
      String filename = in.readUTF();
      String mainClass = in.readUTF();
      int count = in.readInt();
      if (count < 0 || count > MOST_CLASSES) {
        throw bad();
      }
      Map<String, byte[]> classes = new TreeMap<>();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        classes.put(name, in.readNBytes(in.readInt()));
      }
      int optimize = ts.interpreter().config().flag("optimize");
      PyCode code = Units.load(new CompiledUnit(mainClass, classes, List.of()), filename,
          () -> SourceCompiler.fileForTracing(mainClass, filename, optimize));
      for (int depth = in.readInt(); depth > 0; depth--) {
        code = code.nested(in.readInt());
      }
      return code;
    } catch (IOException | IllegalArgumentException | IllegalStateException | IndexOutOfBoundsException e) {
      throw bad();
    }
  }

  private static PyException bad() {
    return PyErr.valueError("bad marshal data (code object)");
  }
}
