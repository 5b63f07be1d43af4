package org.atoll.runtime.host;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;

/// One interpreter's access to the host: what it may do, and which descriptors it holds. Every call of this package that
/// goes out to the system asks the access of the interpreter that the calling thread runs; a thread that runs none is the
/// runtime's own and may do everything.
///
/// What is refused throws what [Refusal] makes of it, a PermissionError that names the capability. A descriptor that the
/// interpreter has neither opened nor been given does not exist for it (`EBADF`).
///
/// **Import.** Code can be imported without the right to read files: what lies in the library's own folder may be read by
/// all, and in the folders that modules of the program are found in ([#setImportFolders]) the names of folders and files can
/// be seen, and source files (`.py`) be read. That is no more than `import` tells.
///
/// Thread-safe.
public final class Access {
  /// A thread's run of an interpreter.
  public interface Holder {
    Access access();
  }

  /// Makes the exception for what is refused.
  public interface Refusal {
    /// @param path what it was about, or null
    RuntimeException refused(int errno, String message, byte[] path);
  }

  static final int READ = 1;
  static final int WRITE = 2;
  /// Metadata.
  static final int LOOK = 4;
  /// Nothing but metadata, as it stands above a folder that is granted: of what else it holds nothing is to be told.
  static final int ABOVE = 8;

  private static final ThreadLocal<Holder> CURRENT = new ThreadLocal<>();
  private static final Set<String> HARMLESS_DEVICES = Set.of("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom");
  private static final String PROC = "/proc";

  private final Permissions permissions;
  private final boolean main;
  private final boolean limited;
  private final Refusal refusal;
  private final ChildPlan plan;
  private final Set<Descriptor> held = ConcurrentHashMap.newKeySet();
  private final AtomicInteger open = new AtomicInteger();
  private final Set<Descriptor> given = ConcurrentHashMap.newKeySet();
  private final Set<Thread> helpers = ConcurrentHashMap.newKeySet();
  private volatile int openFilesLimit = Integer.MAX_VALUE;
  private volatile Folders folders;
  private volatile String libraryFolder;
  private volatile List<String> importFolders = List.of();
  private volatile boolean ended;
  private volatile int umask = -1;
  /// The directory that a subinterpreter has gone to, or null while it is where it began.
  private volatile byte[] directory;
  private final ProcessDirectory firstDirectory = ProcessDirectory.present();
  /// The environment variables, never changed but replaced; null for those of the process.
  private volatile Map<String, String> environment;

  /// The folders as the system has them, links resolved.
  private record Folders(List<String> read, List<String> write, String library, List<String> imports) {}

  /// @param main whether it is the interpreter that the state of the process belongs to
  /// @param maker the access of the interpreter that makes this one, which gets its environment, working directory and umask;
  ///     null for none
  public Access(Permissions permissions, boolean main, Access maker, Refusal refusal) {
    this.permissions = permissions;
    if (permissions.environment() == Permissions.Environs.NONE) {
      environment = Map.of();
    } else if (maker != null) {
      environment = maker.environment;
    }
    if (maker != null) {
      directory = maker.directory();
      umask = maker.umask;
    }
    this.main = main;
    this.limited = !permissions.unlimited();
    this.refusal = refusal;
    this.plan = null;
    for (int fd : permissions.descriptors()) {
      Descriptor d = Descriptor.known(fd, maker);
      if (d != null) {
        given.add(d);
      }
    }
  }

  private Access(Access maker, ChildPlan plan) {
    this.permissions = maker.permissions;
    this.main = false;
    this.limited = maker.limited;
    this.refusal = maker.refusal;
    this.plan = plan;
    this.environment = maker.environment;
    this.directory = maker.directory();
  }

  /// The access of code that speaks for a child process which is not there yet: its environment, working directory and umask
  /// begin as this one's, and what it opens is closed by [#end].
  public Access forChild(ChildPlan child) {
    return new Access(this, child);
  }

  /// What the code wants for a child process; null unless it speaks for one.
  ChildPlan plan() {
    return plan;
  }

  /// The umask that [#forChild] has been given, -1 for none.
  public int childUmask() {
    return umask;
  }

  /// Says where the library is, and where modules are found in.
  public void setImportFolders(String library, List<String> program) {
    libraryFolder = library;
    importFolders = List.copyOf(program);
    folders = null;
  }

  // The calling thread's.

  /// What the calling thread runs, or null.
  public static Holder holder() {
    return CURRENT.get();
  }

  /// Says what the calling thread runs from now on; null for nothing.
  public static void setHolder(Holder holder) {
    if (holder == null) {
      CURRENT.remove();
    } else {
      CURRENT.set(holder);
    }
  }

  /// That of the calling thread's interpreter, or null.
  static Access current() {
    Holder h = CURRENT.get();
    return h == null ? null : h.access();
  }

  /// That of the calling thread's interpreter, if something is refused to it; else null.
  static Access limited() {
    Access a = current();
    return a != null && a.limited ? a : null;
  }

  /// That of the calling thread's interpreter unless that is the main one; else null.
  static Access sub() {
    Access a = current();
    return a != null && !a.main ? a : null;
  }

  /// Whether something is refused to the interpreter that the calling thread runs.
  public static boolean isLimited() {
    return limited() != null;
  }

  /// Runs something on another thread on behalf of the calling one: with the same rights.
  static LongSupplier onBehalf(LongSupplier call) {
    Holder caller = CURRENT.get();
    return caller == null ? call : () -> {
      Holder before = CURRENT.get();
      setHolder(caller);
      try {
        return call.getAsLong();
      } finally {
        setHolder(before);
      }
    };
  }

  /// As the other, for something that is done with a number.
  static LongConsumer onBehalf(LongConsumer action) {
    Holder caller = CURRENT.get();
    return caller == null ? action : number -> {
      Holder before = CURRENT.get();
      setHolder(caller);
      try {
        action.accept(number);
      } finally {
        setHolder(before);
      }
    };
  }

  // Rights.

  public Permissions permissions() {
    return permissions;
  }

  RuntimeException refused(String what, String capability, String grant) {
    return refusal.refused(Errno.EPERM, what + ": this interpreter lacks the capability '" + capability + "'; grant it with capabilities={" + grant
        + "} where the interpreter is created", null);
  }

  private RuntimeException refusedPath(String what, String capability, byte[] path) {
    return refusal.refused(Errno.EACCES, what + " refused: this interpreter lacks the capability '" + capability
        + "' for this place; grant it with capabilities={'" + capability + "': [folder]} where the interpreter is created", path);
  }

  RuntimeException refusedPath(int missing, byte[] path) {
    return (missing & WRITE) != 0 ? refusedPath("write", "write", path) : refusedPath("read", "read", path);
  }

  /// Refuses what only the main interpreter may do, since it concerns the process as a whole.
  ///
  /// @param what what is refused, as in `os.nice()`
  public static void requireMain(String what) {
    Access a = sub();
    if (a != null) {
      throw a.refusal.refused(Errno.EPERM, what + " changes the whole process, which only the main interpreter may do", null);
    }
  }

  public static void requireNetwork(String what) {
    Access a = limited();
    if (a != null && !a.permissions.network()) {
      throw a.refused(what, "network", "'network': True");
    }
  }

  public static void requireSubprocess(String what) {
    Access a = limited();
    if (a != null && !a.permissions.subprocess()) {
      throw a.refused(what, "subprocess", "'subprocess': True");
    }
  }

  /// For what would end the process, or reach it as a signal.
  public static void requireShared(String what) {
    Access a = limited();
    if (a != null && !a.permissions.shared()) {
      throw a.refused(what, "shared", "'shared': True");
    }
  }

  public static void requireProcess(String what) {
    Access a = limited();
    if (a != null && !a.permissions.process()) {
      throw a.refused(what, "process", "'process': True");
    }
  }

  public static void requireEnvironment(String what) {
    Access a = limited();
    if (a != null && a.permissions.environment() != Permissions.Environs.CHANGE) {
      throw a.refused(what, "environment", "'environment': True");
    }
  }

  /// Refuses code that was compiled elsewhere: nothing keeps such code from doing what it likes.
  public static void requireTrustedCode(String what) {
    Access a = limited();
    if (a != null) {
      throw a.refusal.refused(Errno.EPERM, what + ": compiled code is not loaded into an interpreter with limited capabilities; give it the source", null);
    }
  }

  /// Refuses descriptor 0, 1 or 2 to those who have no right to it.
  static void requireStream(int fd) {
    Access a = limited();
    if (a != null) {
      a.checkStream(fd);
    }
  }

  private void checkStream(int fd) {
    if (!permissions.streams().contains(fd) && !permissions.descriptors().contains(fd)) {
      String name = fd == 0 ? "stdin" : fd == 1 ? "stdout" : "stderr";
      throw refused("using " + name, "streams", "'streams': ['" + name + "']");
    }
  }

  /// Keeps subinterpreters from putting something else in the place of descriptor 0, 1 or 2.
  static void requireOwnNumber(int fd, String what) {
    if (StandardStreams.isStandard(fd)) {
      Access a = sub();
      if (a != null) {
        throw a.refusal.refused(Errno.EPERM, what + " of a standard stream, which belongs to the main interpreter; replace sys.stdin, sys.stdout or "
            + "sys.stderr instead", null);
      }
    }
  }

  /// What may be done with a file or folder: a set of [#READ], [#WRITE], [#LOOK] and [#ABOVE].
  ///
  /// @param real its name without links, as the system has it
  int rights(byte[] real, boolean directory) {
    String path = Permissions.name(real);
    if (path.isEmpty() || path.charAt(0) != '/') {
      return 0;
    }
    if (HARMLESS_DEVICES.contains(path)) {
      return READ | WRITE | LOOK;
    }
    Folders f = folders();
    if (Permissions.isBelow(path, PROC)) {
      return ProcessFiles.isOwn(path) ? 0 : (isNamedInProc(path, f.read) ? READ | LOOK : 0) | (isNamedInProc(path, f.write) ? WRITE | LOOK : 0);
    }
    int out = (Permissions.isBelowAny(path, f.read) ? READ | LOOK : 0) | (Permissions.isBelowAny(path, f.write) ? WRITE | LOOK : 0);
    out |= importRights(path, directory, f);
    return out == 0 && directory && isAbove(path, f) ? LOOK | ABOVE : out;
  }

  private static boolean isNamedInProc(String path, List<String> folders) {
    for (String folder : folders) {
      if (Permissions.isBelow(folder, PROC) && Permissions.isBelow(path, folder)) {
        return true;
      }
    }
    return false;
  }

  private static int importRights(String path, boolean directory, Folders f) {
    if (f.library != null && Permissions.isBelow(path, f.library)) {
      return READ | LOOK;
    }
    if (!Permissions.isBelowAny(path, f.imports)) {
      return 0;
    }
    return directory || path.endsWith(".py") || f.imports.contains(path) ? READ | LOOK : 0;
  }

  /// That the folders above those that are granted exist is no secret.
  private static boolean isAbove(String path, Folders f) {
    for (List<String> folders : List.of(f.read, f.write, f.imports)) {
      for (String folder : folders) {
        if (Permissions.isBelow(folder, path)) {
          return true;
        }
      }
    }
    return f.library != null && Permissions.isBelow(f.library, path);
  }

  private Folders folders() {
    Folders f = folders;
    if (f == null) {
      f = new Folders(real(permissions.read()), real(permissions.write()), libraryFolder == null ? null : real(libraryFolder), real(importFolders));
      folders = f;
    }
    return f;
  }

  private static List<String> real(List<String> names) {
    List<String> out = new ArrayList<>();
    for (String name : names) {
      out.add(real(name));
    }
    return out;
  }

  /// A name without links; of what does not exist yet, as much of it as does.
  private static String real(String name) {
    for (int end = name.length(); end > 0; end = name.lastIndexOf('/', end - 1)) {
      byte[] known = RawFiles.realPath(name.substring(0, end).getBytes(StandardCharsets.ISO_8859_1));
      if (known != null) {
        String head = Permissions.name(known);
        String rest = name.substring(end);
        return rest.isEmpty() ? head : head.equals("/") ? rest : head + rest;
      }
    }
    return name;
  }

  // State of the process, of which each subinterpreter has a view of its own.

  /// The environment variables: names and values as [Environment] has them. Not to be changed.
  public Map<String, String> environment() {
    Map<String, String> known = environment;
    return known != null ? known : Environment.initial();
  }

  /// Sets a variable, or removes it where the value is null.
  public synchronized void setVariable(String name, String value) {
    requireEnvironment(value == null ? "unsetenv()" : "putenv()");
    Map<String, String> changed = new LinkedHashMap<>(environment());
    if (value == null) {
      changed.remove(name);
    } else {
      changed.put(name, value);
    }
    environment = Collections.unmodifiableMap(changed);
  }

  /// The working directory where it is not that of the process; else null.
  public byte[] directory() {
    byte[] own = directory;
    return own != null || main ? own : firstDirectory.leftName();
  }

  public boolean isMain() {
    return main;
  }

  /// Sets the working directory of a subinterpreter.
  public void setDirectory(byte[] real) {
    directory = real;
  }

  // The umask of a subinterpreter, -1 while it has none of its own.

  int umask() {
    return umask;
  }

  void setUmask(int mask) {
    umask = mask;
  }

  // Descriptors.

  /// How many descriptors the interpreter may hold at once.
  public void setOpenFilesLimit(int limit) {
    openFilesLimit = limit;
  }

  public int openFilesLimit() {
    return openFilesLimit;
  }

  /// How many descriptors it holds: files, sockets, pipes and the like that its code has opened.
  public int openFiles() {
    return held.size();
  }

  /// Runs a call that opens a descriptor for the calling thread's interpreter: the descriptor or a negated errno, which is
  /// `-EMFILE` where the interpreter has as many as it may.
  static int opening(IntSupplier call) {
    Access a = current();
    if (a == null) {
      return call.getAsInt();
    }
    if (!a.reserve(1)) {
      return -Errno.EMFILE;
    }
    int fd = -1;
    try {
      fd = call.getAsInt();
    } finally {
      if (fd < 0) {
        a.open.decrementAndGet();
      } else {
        Descriptor.opened(fd, a);
      }
    }
    return fd;
  }

  /// As [#opening] for two at once; an array of one is an error.
  static int[] openingTwo(java.util.function.Supplier<int[]> call) {
    Access a = current();
    if (a == null) {
      return call.get();
    }
    if (!a.reserve(2)) {
      return new int[] {-Errno.EMFILE};
    }
    int[] fds = {-1};
    try {
      fds = call.get();
    } finally {
      if (fds.length < 2) {
        a.open.addAndGet(-2);
      } else {
        Descriptor.opened(fds[0], a);
        Descriptor.opened(fds[1], a);
      }
    }
    return fds;
  }

  /// Enters descriptors that have come by a message, past the limit, since they are open already.
  static void received(int fd) {
    Access a = current();
    if (a != null) {
      a.countAdopted();
      Descriptor.opened(fd, a);
    }
  }

  private boolean reserve(int count) {
    if (open.addAndGet(count) <= openFilesLimit && !ended) {
      return true;
    }
    open.addAndGet(-count);
    return false;
  }

  void countAdopted() {
    open.incrementAndGet();
  }

  void hold(Descriptor d) {
    held.add(d);
    if (ended) {
      d.close();
    }
  }

  void countClosed(Descriptor d) {
    if (held.remove(d)) {
      open.decrementAndGet();
    }
  }

  /// Takes note of a thread that does something for the interpreter beside its own: it is interrupted at the interpreter's end,
  /// at once if that has come.
  public void addHelper(Thread helper) {
    helpers.add(helper);
    if (ended) {
      helper.interrupt();
    }
  }

  /// The reverse of [#addHelper].
  public void removeHelper(Thread helper) {
    helpers.remove(helper);
  }

  /// Whether the interpreter has ended. The descriptors that were its own may be others' by now.
  public boolean hasEnded() {
    return ended;
  }

  /// Closes all that the interpreter still holds, at its end; it opens nothing after that.
  public void end() {
    ended = true;
    helpers.forEach(Thread::interrupt);
    for (Descriptor d : held) {
      d.close();
    }
  }

  /// The entry of a descriptor that this interpreter may use, held; null where it may not.
  private Descriptor use(int fd) {
    Descriptor d = Descriptor.of(fd);
    return d != null && (d.owner == this || given.contains(d)) && d.enter() ? d : null;
  }

  private boolean isFree(int fd) {
    if (StandardStreams.isStandard(fd)) {
      checkStream(fd);
      return true;
    }
    return false;
  }

  /// Runs a call with one descriptor.
  static long using(int fd, LongSupplier call) {
    Access a = limited();
    if (a == null || a.isFree(fd)) {
      return call.getAsLong();
    }
    Descriptor d = a.use(fd);
    if (d == null) {
      return -Errno.EBADF;
    }
    try {
      return call.getAsLong();
    } finally {
      d.leave();
    }
  }

  /// Runs a call with two descriptors.
  static long using(int first, int second, LongSupplier call) {
    Access a = limited();
    return a == null ? call.getAsLong() : using(first, () -> using(second, call));
  }

  /// A directory that a path is relative to, unless it is the working directory.
  static long usingDirectory(int dir, byte[] path, LongSupplier call) {
    return dir == Posix.AT_FDCWD || path.length > 0 && path[0] == '/' ? call.getAsLong() : using(dir, call);
  }

  /// Whether the calling thread's interpreter may use a descriptor. To be asked before it is used later, on behalf of the
  /// interpreter, by the runtime itself.
  public static boolean mayUse(int fd) {
    return using(fd, () -> 0) == 0;
  }

  /// `close`.
  static int close(int fd) {
    ChildPlan child = ChildPlan.current();
    if (child != null) {
      // What its code has opened is still needed to make the child; [#end] closes it.
      int open = Libc.invoke("fcntl", fd, Posix.F_GETFD);
      if (open >= 0) {
        child.close(fd);
      }
      return Math.min(open, 0);
    }
    requireOwnNumber(fd, "close()");
    Access a = limited();
    Descriptor d = Descriptor.of(fd);
    if (a != null && (d == null || d.owner != a)) {
      return -Errno.EBADF;
    }
    return d != null ? d.close() : isOfRuntime(fd) ? -Errno.EBADF : Libc.invoke("close", fd);
  }

  /// Whether a descriptor is one of the JVM's or the runtime's own, as those of the files that classes are loaded from. For Python
  /// code they do not exist: to close one, or all from 3 on, would break the process.
  private static boolean isOfRuntime(int fd) {
    if (current() == null || StandardStreams.isStandard(fd) || Descriptor.of(fd) != null) {
      return false;
    }
    byte[] target = RawFiles.realName(fd).bytes();
    return target != null && RuntimeFiles.has(Permissions.name(target));
  }

  static void closeRange(int from, int to) {
    if (ChildPlan.current() != null) {
      ProcessFiles.descriptors().filter(fd -> fd >= from && fd < to).forEach(Access::close);
      return;
    }
    Access a = sub();
    if (a == null) {
      for (int fd = Math.max(from, 0); fd < to; fd++) {
        close(fd);
      }
      return;
    }
    for (Descriptor d : a.held) {
      if (d.number >= from && d.number < to) {
        d.close();
      }
    }
  }

  /// `dup2` or, with flags, `dup3`: the second number is the interpreter's own or becomes so.
  static int duplicate(int fd, int target, int flags) {
    ChildPlan child = ChildPlan.current();
    if (child != null) {
      int open = Libc.invoke("fcntl", fd, Posix.F_GETFD);
      if (open >= 0) {
        child.duplicate(fd, target);
      }
      return open < 0 ? open : target;
    }
    requireOwnNumber(target, "dup2()");
    Access a = limited();
    if (a != null) {
      return fd == target ? (int) using(fd, () -> fd) : a.duplicateLimited(fd, target, flags);
    }
    Access own = current();
    if (own == null || fd == target || Descriptor.of(target) != null || StandardStreams.isStandard(target)) {
      return rawDuplicate(fd, target, flags);
    }
    if (isOfRuntime(target)) {
      return -Errno.EBADF;
    }
    return opening(() -> rawDuplicate(fd, target, flags));
  }

  private static int rawDuplicate(int fd, int target, int flags) {
    return flags == 0 ? Libc.invoke("dup2", fd, target) : Libc.invoke("dup3", fd, target, flags);
  }

  /// Never in the place of what is not the interpreter's, such as a file of the JVM: where it has no such number, it gets
  /// it only if it is free.
  private int duplicateLimited(int fd, int target, int flags) {
    Descriptor d = Descriptor.of(target);
    if (d != null && d.owner == this) {
      return (int) using(fd, target, () -> rawDuplicate(fd, target, flags));
    }
    return (int) using(fd, () -> opening(() -> {
      int got = Libc.invoke("fcntl", fd, flags == 0 ? HostRules.F_DUPFD : HostRules.F_DUPFD_CLOEXEC, target);
      if (got >= 0 && got != target) {
        Libc.invoke("close", got);
        return -Errno.EBADF;
      }
      return got;
    }));
  }
}
