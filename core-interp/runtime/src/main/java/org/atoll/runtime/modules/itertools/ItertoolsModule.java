package org.atoll.runtime.modules.itertools;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// The building blocks of iteration. Compare `Modules/itertoolsmodule.c`. Isolated: without state.
@PyModuleDef(value = "itertools", doc = "Functional tools for creating and using iterators.")
public final class ItertoolsModule {
  @PyConstant(name = "accumulate")
  static final PyType ACCUMULATE = Accumulate.TYPE;
  @PyConstant(name = "batched")
  static final PyType BATCHED = Batched.TYPE;
  @PyConstant(name = "chain")
  static final PyType CHAIN = Chain.TYPE;
  @PyConstant(name = "combinations")
  static final PyType COMBINATIONS = Combinations.TYPE;
  @PyConstant(name = "combinations_with_replacement")
  static final PyType COMBINATIONS_WITH_REPLACEMENT = CombinationsWithReplacement.TYPE;
  @PyConstant(name = "compress")
  static final PyType COMPRESS = Compress.TYPE;
  @PyConstant(name = "count")
  static final PyType COUNT = Count.TYPE;
  @PyConstant(name = "cycle")
  static final PyType CYCLE = Cycle.TYPE;
  @PyConstant(name = "dropwhile")
  static final PyType DROP_WHILE = DropWhile.TYPE;
  @PyConstant(name = "filterfalse")
  static final PyType FILTER_FALSE = FilterFalse.TYPE;
  @PyConstant(name = "groupby")
  static final PyType GROUP_BY = GroupBy.TYPE;
  @PyConstant(name = "_grouper")
  static final PyType GROUPER = Grouper.TYPE;
  @PyConstant(name = "islice")
  static final PyType I_SLICE = ISlice.TYPE;
  @PyConstant(name = "pairwise")
  static final PyType PAIRWISE = Pairwise.TYPE;
  @PyConstant(name = "permutations")
  static final PyType PERMUTATIONS = Permutations.TYPE;
  @PyConstant(name = "product")
  static final PyType PRODUCT = Product.TYPE;
  @PyConstant(name = "repeat")
  static final PyType REPEAT = Repeat.TYPE;
  @PyConstant(name = "starmap")
  static final PyType STAR_MAP = StarMap.TYPE;
  @PyConstant(name = "takewhile")
  static final PyType TAKE_WHILE = TakeWhile.TYPE;
  @PyConstant(name = "_tee")
  static final PyType TEE = Tee.TYPE;
  @PyConstant(name = "zip_longest")
  static final PyType ZIP_LONGEST = ZipLongest.TYPE;

  @PyFunction(sig = "(iterable, n=2, /)", doc = "Returns a tuple of n independent iterators.")
  static Object tee(ThreadState ts, Object iterable, long n) {
    if (n < 0) {
      throw PyErr.valueError("n must be >= 0");
    }
    if (n > Integer.MAX_VALUE - 8) {
      throw PyErr.memoryError();
    }
    Object[] readers = new Object[(int) n];
    if (n > 0) {
      Tee first = Tee.of(ts, iterable);
      readers[0] = first;
      for (int i = 1; i < n; i++) {
        readers[i] = first.copy();
      }
    }
    return PyTuple.of(readers);
  }
}
