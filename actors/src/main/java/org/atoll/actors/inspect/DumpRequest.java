package org.atoll.actors.inspect;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.atoll.runtime.host.Posix;

/// How one process asks another of the same user for its dump, and has the text come back: it makes a folder that bears the
/// number of the other, readable by its owner alone, and sends SIGUSR1; the other finds the folder and puts the text there
/// instead of writing it to its own standard error.
public final class DumpRequest {
  private static final Duration STALE = Duration.ofSeconds(60);
  private static final int SIGUSR1 = 10;
  /// What the process of the command `atoll` runs.
  private static final String COMMAND_CLASS = "org.atoll.cli.Main";
  private static final String ANSWER = "dump.txt";

  private DumpRequest() {}

  /// Why there is no dump.
  public static final class FailedException extends Exception {
    private static final long serialVersionUID = 1L;

    FailedException(String message) {
      super(message);
    }
  }

  private static Path folder(long pid) {
    return Path.of("/tmp", "atoll-dump-" + pid);
  }

  /// The dump of another process; waits for it.
  ///
  /// @throws FailedException if there is no such process, it is none of Atoll's, or it does not answer
  public static String ask(long pid, Duration patience) throws FailedException {
    checkTarget(pid);
    Path folder = make(pid);
    try (WatchService watch = folder.getFileSystem().newWatchService()) {
      folder.register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      int failed = Posix.call("kill", (int) pid, SIGUSR1);
      if (failed < 0) {
        throw new FailedException("process " + pid + " cannot be asked: it belongs to somebody else, or has just ended");
      }
      return await(watch, folder.resolve(ANSWER), pid, patience);
    } catch (IOException e) {
      throw new FailedException(folder + ": " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new FailedException("interrupted");
    } finally {
      remove(folder);
    }
  }

  private static String await(WatchService watch, Path answer, long pid, Duration patience) throws IOException, InterruptedException, FailedException {
    long deadline = System.nanoTime() + patience.toNanos();
    while (!Files.exists(answer)) {
      WatchKey key = watch.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (key == null) {
        throw new FailedException("process " + pid + " has not answered within " + patience.toSeconds() + " seconds: its program handles SIGUSR1 itself, or it is stopped");
      }
      key.pollEvents();
      key.reset();
    }
    return Files.readString(answer);
  }

  /// A process that does not expect the signal would be ended by it: it must be a Java that runs the command `atoll`, and have
  /// come so far that it takes the signal.
  private static void checkTarget(long pid) throws FailedException {
    if (ProcessHandle.of(pid).isEmpty()) {
      throw new FailedException("there is no process " + pid);
    }
    Path process = Path.of("/proc", String.valueOf(pid));
    try {
      String command = Files.exists(process) ? Files.readString(process.resolve("cmdline"), StandardCharsets.ISO_8859_1).replace('\0', ' ')
          : ProcessHandle.of(pid).flatMap(p -> p.info().commandLine()).orElse("");
      if (!command.contains(" " + COMMAND_CLASS + " ")) {
        throw new FailedException("process " + pid + " runs no atoll");
      }
      if (Files.exists(process) && Files.readAllLines(process.resolve("status"), StandardCharsets.ISO_8859_1).stream()
          .noneMatch(l -> l.startsWith("SigCgt:") && catches(l.substring(7).strip()))) {
        throw new FailedException("process " + pid + " does not take SIGUSR1: it is just starting, or its program has set the signal to its default");
      }
    } catch (IOException e) {
      throw new FailedException("process " + pid + " cannot be looked at: " + e.getMessage());
    }
  }

  private static boolean catches(String mask) {
    return (Long.parseUnsignedLong(mask, 16) >> SIGUSR1 - 1 & 1) != 0;
  }

  private static Path make(long pid) throws FailedException {
    Path folder = folder(pid);
    try {
      for (int attempt = 0;; attempt++) {
        try {
          Files.createDirectory(folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
          break;
        } catch (FileAlreadyExistsException e) {
          if (attempt > 0 || Files.getLastModifiedTime(folder, LinkOption.NOFOLLOW_LINKS).toInstant().isAfter(Instant.now().minus(STALE))) {
            throw new FailedException("somebody else is just asking process " + pid + " (" + folder + ")");
          }
          remove(folder);
        }
      }
      Path process = Path.of("/proc", String.valueOf(pid));
      if (Files.exists(process) && !Files.getOwner(process).equals(Files.getOwner(folder))) {
        // Only the superuser comes so far: the answer is written by the other's user.
        Files.setOwner(folder, Files.getOwner(process));
      }
      return folder;
    } catch (IOException e) {
      remove(folder);
      throw new FailedException("process " + pid + " belongs to somebody else (" + e.getMessage() + ")");
    }
  }

  private static void remove(Path folder) {
    try {
      Files.deleteIfExists(folder.resolve(ANSWER));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      // It is left for the next who asks.
      return;
    }
  }

  /// Answers, if somebody has asked; else false. Called by the process that is asked.
  static boolean answer(String text) {
    Path folder = folder(ProcessHandle.current().pid());
    try {
      if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !isOurs(folder)) {
        return false;
      }
      Path part = Files.createTempFile(folder, "part", null);
      Files.writeString(part, text);
      Files.move(part, folder.resolve(ANSWER), StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException | UnsupportedOperationException e) {
      return false;
    }
  }

  /// Whether nobody but this process's user can have made the folder, and can read it.
  private static boolean isOurs(Path folder) throws IOException {
    Path self = Path.of("/proc/self");
    boolean ours = !Files.exists(self) || Files.getOwner(self).equals(Files.getOwner(folder, LinkOption.NOFOLLOW_LINKS));
    return ours && Files.getPosixFilePermissions(folder, LinkOption.NOFOLLOW_LINKS).equals(PosixFilePermissions.fromString("rwx------"));
  }
}
