package org.atoll.runtime.modules.posix;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.atoll.runtime.call.Convert;
import org.atoll.runtime.host.ProcessControl;
import org.atoll.runtime.host.Spawn;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.modules.io.OpenStreams;
import org.atoll.runtime.modules.signal.SignalHandlers;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyList;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.Sequences;

/// Arguments and environments of new programs, and `posix_spawn` with them.
public final class SpawnCall {
  private SpawnCall() {}

  /// The arguments of a program, at least one.
  static byte[][] argv(ThreadState ts, String function, Object argv) {
    if (!(argv instanceof PyTuple) && !(argv instanceof PyList)) {
      throw PyErr.typeError("%s: argv must be a tuple or list", function);
    }
    byte[][] out = strings(ts, argv);
    if (out.length < 1) {
      throw PyErr.valueError("%s: argv must not be empty", function);
    }
    if (out[0].length == 0) {
      throw PyErr.valueError("%s: argv first element cannot be empty", function);
    }
    return out;
  }

  /// A sequence of names or other strings.
  public static byte[][] strings(ThreadState ts, Object sequence) {
    Object[] items = Sequences.toArray(ts, sequence);
    byte[][] out = new byte[items.length][];
    for (int i = 0; i < items.length; i++) {
      out[i] = FsPath.encode(ts, items[i]);
    }
    return out;
  }

  /// The variables of a mapping; the interpreter's own for null or None.
  static byte[][] environment(ThreadState ts, String function, Object env) {
    if (env == null || env == PyNone.NONE) {
      return EnvironmentState.of(ts).block();
    }
    if (PyObjects.getOptionalAttr(ts, env, "keys") == null) {
      throw PyErr.typeError("%s: environment must be a mapping object", function);
    }
    List<byte[]> out = new ArrayList<>();
    for (Object key : Sequences.toArray(ts, PyObjects.callMethod(ts, env, "keys"))) {
      byte[] k = FsPath.encode(ts, key);
      byte[] v = FsPath.encode(ts, PyObjects.getItem(ts, env, key));
      for (byte b : k) {
        if (b == '=') {
          throw PyErr.valueError("illegal environment variable name");
        }
      }
      ByteArrayOutputStream entry = new ByteArrayOutputStream();
      entry.writeBytes(k);
      entry.write('=');
      entry.writeBytes(v);
      out.add(entry.toByteArray());
    }
    return out.toArray(byte[][]::new);
  }

  /// A new program as all begin: in the interpreter's working directory, with the signals blocked that it blocks.
  static Spawn begin(ThreadState ts, byte[][] argv, byte[][] variables) {
    return begin(ts, argv, variables, WorkingDirectory.of(ts).ownOrNull());
  }

  /// As the other, in a given directory; null for that of the process.
  static Spawn begin(ThreadState ts, byte[][] argv, byte[][] variables, byte[] directory) {
    Spawn spawn = new Spawn(argv, variables);
    if (directory != null) {
      spawn.chdir(directory);
    }
    spawn.block(SignalHandlers.of(ts.interpreter()).blocked());
    return spawn;
  }

  /// The keyword arguments of `posix_spawn`.
  record Options(Object group, boolean resetIds, boolean session, Object mask, Object defaults, Object scheduler) {
    void apply(ThreadState ts, Spawn spawn) {
      if (group != null) {
        spawn.processGroup(Convert.toInt(ts, group));
      }
      if (resetIds) {
        spawn.resetIds();
      }
      if (session) {
        spawn.newSession();
      }
      int[] blocked = signals(ts, mask);
      if (blocked.length > 0) {
        spawn.block(Arrays.stream(blocked).boxed().toList());
      }
      int[] restored = signals(ts, defaults);
      if (restored.length > 0) {
        spawn.defaultSignals(restored);
      }
    }
  }

  static long run(ThreadState ts, String function, Object path, Object argv, Object env, Object fileActions, Options options) {
    PathArg p = PathArg.of(ts, function, "path", path);
    if (options.scheduler != null && options.scheduler != PyNone.NONE) {
      throw PyErr.notImplementedError("The scheduler option is not supported in this system.");
    }
    Spawn spawn = begin(ts, argv(ts, function, argv), environment(ts, function, env));
    if (fileActions != PyNone.NONE) {
      for (Object action : Sequences.toArray(ts, fileActions)) {
        add(ts, spawn, action);
      }
    }
    options.apply(ts, spawn);
    int pid = spawn.start(new byte[][] {p.plain()}, function.endsWith("p"));
    if (pid < 0) {
      throw p.error(pid);
    }
    return pid;
  }

  private static int[] signals(ThreadState ts, Object set) {
    Object[] items = Sequences.toArray(ts, set);
    int[] out = new int[items.length];
    for (int i = 0; i < out.length; i++) {
      out[i] = Convert.toInt(ts, items[i]);
      if (out[i] < 1 || out[i] > 64) {
        throw PyErr.valueError("signal number %d out of range [1; 64]", out[i]);
      }
    }
    return out;
  }

  private static void add(ThreadState ts, Spawn spawn, Object action) {
    if (!(action instanceof PyTuple t) || t.items.length < 2) {
      throw PyErr.typeError("Each file_actions element must be a non-empty tuple");
    }
    switch (Convert.toInt(ts, t.items[0])) {
      case 0 -> {
        require(t, 5);
        spawn.open(Convert.toInt(ts, t.items[1]), FsPath.encode(ts, t.items[2]), Convert.toInt(ts, t.items[3]), Convert.toInt(ts, t.items[4]));
      }
      case 1 -> {
        require(t, 2);
        spawn.close(Convert.toInt(ts, t.items[1]));
      }
      case 2 -> {
        require(t, 3);
        spawn.dup2(Convert.toInt(ts, t.items[1]), Convert.toInt(ts, t.items[2]));
      }
      case 3 -> {
        require(t, 2);
        spawn.closeFrom(Convert.toInt(ts, t.items[1]));
      }
      default -> throw PyErr.typeError("Unknown file_actions identifier");
    }
  }

  private static void require(PyTuple t, int length) {
    if (t.items.length != length) {
      throw PyErr.typeError("A file_actions element has the wrong number of items");
    }
  }

  static void exec(ThreadState ts, String function, Object path, Object argv, Object env) {
    if (!ts.interpreter().config().capabilities().exec()) {
      throw PyErr.runtimeError("exec not supported for isolated subinterpreters");
    }
    PathArg p = PathArg.of(ts, function, "path", path);
    byte[][] args = argv(ts, function, argv);
    byte[][] variables = environment(ts, function, env);
    OpenStreams.of(ts).flushAll(ts);
    throw p.error(ProcessControl.exec(p.bytes(), args, variables));
  }
}
