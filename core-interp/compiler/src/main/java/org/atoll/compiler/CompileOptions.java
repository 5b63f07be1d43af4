package org.atoll.compiler;

/// How to compile: `compile()`'s arguments of the same meaning. `features` holds the `CO_FUTURE_...` flags in force from
/// outside; `topLevelAwait` is `PyCF_ALLOW_TOP_LEVEL_AWAIT`; with `deferred` the classes of small bodies are left to be
/// written when they are wanted; `traced` code tells the runtime of each line, call and return.
public record CompileOptions(int optimize, int features, boolean topLevelAwait, boolean deferred, boolean traced) {
  public static final int FUTURE_BARRY_AS_BDFL = 0x400000;
  public static final int FUTURE_ANNOTATIONS = 0x1000000;

  public static final CompileOptions DEFAULT = new CompileOptions(0, 0, false, false);

  public CompileOptions(int optimize, int features, boolean topLevelAwait, boolean deferred) {
    this(optimize, features, topLevelAwait, deferred, false);
  }

  /// The same, for code that is being traced.
  public CompileOptions withTracing() {
    return new CompileOptions(optimize, features, topLevelAwait, false, true);
  }

  public boolean futureAnnotations() {
    return (features & FUTURE_ANNOTATIONS) != 0;
  }

  CompileOptions withFeatures(int more) {
    return new CompileOptions(optimize, features | more, topLevelAwait, deferred, traced);
  }
}
