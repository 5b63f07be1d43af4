package org.atoll.runtime.modules.posix;

import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.host.Directory;
import org.atoll.runtime.host.Posix;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;

/// What `os.scandir` gives. Guarded by the GIL.
@PyTypeDef(name = "ScandirIterator", module = "posix", basetype = false, instantiable = false)
public final class PyScandirIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyScandirIteratorBinder());

  private final PathArg path;
  private final Directory directory;
  private final byte[] prefix;

  PyScandirIterator(PathArg path, Directory directory) {
    super(TYPE);
    this.path = path;
    this.directory = directory;
    this.prefix = path.isFd() ? new byte[0] : withSlash(path.plain());
  }

  private static byte[] withSlash(byte[] p) {
    if (p.length > 0 && p[p.length - 1] == '/') {
      return p;
    }
    byte[] out = java.util.Arrays.copyOf(p, p.length + 1);
    out[p.length] = '/';
    return out;
  }

  @Override
  public Object next(ThreadState ts) {
    if (directory.isClosed()) {
      return null;
    }
    int r;
    ts.beginBlocking();
    try {
      r = directory.next();
    } finally {
      ts.endBlocking();
    }
    if (r <= 0) {
      directory.close();
      if (r < 0) {
        throw path.error(r);
      }
      return null;
    }
    byte[] name = directory.name();
    byte[] full = new byte[prefix.length + name.length];
    System.arraycopy(prefix, 0, full, 0, prefix.length);
    System.arraycopy(name, 0, full, prefix.length, name.length);
    boolean bytes = path.isBytes();
    byte[] system = path.isFd() ? name : WorkingDirectory.of(ts).resolve(full);
    Object shownName = FsPath.decodeLike(name, bytes);
    Object shownPath = path.isFd() ? shownName : FsPath.decodeLike(full, bytes);
    return new PyDirEntry(shownName, shownPath, path.isFd() ? path.fd() : Posix.AT_FDCWD, system, directory.type(), directory.ino());
  }

  @PyMethod(sig = "()")
  void close() {
    directory.close();
  }

  @PyMethod(sig = "()")
  Object __enter__() {
    return this;
  }

  @PyMethod(sig = "(*args)")
  void __exit__(PyTuple args) {
    directory.close();
  }
}
