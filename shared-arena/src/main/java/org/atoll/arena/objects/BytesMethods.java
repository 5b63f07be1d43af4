package org.atoll.arena.objects;

import org.atoll.annotations.PyMethod;
import org.atoll.arena.lock.Hold;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyObjects;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.RichComparison;
import org.atoll.runtime.types.PyByteArray;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyTuple;

/// The methods of bytearrays that give something new and leave the bytes as they are (`Objects/bytes_methods.c`): all of them work on a local copy
/// of the bytes.
abstract class BytesMethods extends SequenceView implements RichComparison {
  /// Comparisons, by the numbers that [PyObjects] gives them.
  private static final String[] COMPARISONS = {"__lt__", "__le__", "__eq__", "__ne__", "__gt__", "__ge__"};

  BytesMethods(PyType type, SharedArena arena, Hold hold, ViewGroup group, long cell) {
    super(type, arena, hold, group, cell);
  }

  private Object of(ThreadState ts, String name, PyTuple args, PyDict kwargs) {
    return Call.withDict(ts, PyObjects.getAttr(ts, plain(ts), name), args.items, kwargs);
  }

  @Override
  public Object richCompare(ThreadState ts, Object other, int op) {
    return PyObjects.callMethod(ts, plain(ts), COMPARISONS[op], other);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return the lowest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].""")
  Object find(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "find", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return the highest index in B where subsection 'sub' is found, such that 'sub' is contained within B[start,end].""")
  Object rfind(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "rfind", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Like find, but raise ValueError if the subsection is not found.")
  Object index(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "index", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Like rfind, but raise ValueError if the subsection is not found.")
  Object rindex(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "rindex", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return the number of non-overlapping occurrences of subsection 'sub' in bytes B[start:end].")
  Object count(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "count", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return True if the bytes starts with the specified prefix, False otherwise.")
  Object startswith(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "startswith", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return True if the bytes ends with the specified suffix, False otherwise.")
  Object endswith(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "endswith", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a bytearray with the given prefix string removed if present.")
  Object removeprefix(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "removeprefix", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a bytearray with the given suffix string removed if present.")
  Object removesuffix(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "removesuffix", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a list of the sections in the bytes, using sep as the delimiter.")
  Object split(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "split", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a list of the sections in the bytes, using sep as the delimiter, splitting from the end.")
  Object rsplit(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "rsplit", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a list of the lines in the bytes, breaking at line boundaries.")
  Object splitlines(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "splitlines", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Partition the bytes into three parts using the given separator.")
  Object partition(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "partition", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Partition the bytes into three parts using the given separator, searched from the end.")
  Object rpartition(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "rpartition", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Concatenate any number of bytes objects.")
  Object join(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "join", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy with all occurrences of substring old replaced by new.")
  Object replace(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "replace", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Strip leading and trailing bytes contained in the argument.")
  Object strip(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "strip", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Strip leading bytes contained in the argument.")
  Object lstrip(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "lstrip", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Strip trailing bytes contained in the argument.")
  Object rstrip(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "rstrip", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a centered string of length width.")
  Object center(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "center", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a left-justified string of length width.")
  Object ljust(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "ljust", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a right-justified string of length width.")
  Object rjust(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "rjust", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Pad a numeric string with zeros on the left, to fill a field of the given width.")
  Object zfill(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "zfill", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy where all tab characters are expanded using spaces.")
  Object expandtabs(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "expandtabs", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy of B with all ASCII characters converted to uppercase.")
  Object upper(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "upper", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy of B with all ASCII characters converted to lowercase.")
  Object lower(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "lower", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a titlecased version of B.")
  Object title(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "title", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy of B with only its first character capitalized.")
  Object capitalize(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "capitalize", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy of B with uppercase ASCII characters converted to lowercase and vice versa.")
  Object swapcase(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "swapcase", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return a copy with each character mapped by the given translation table.")
  Object translate(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "translate", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Decode the bytes using the codec registered for encoding.")
  Object decode(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "decode", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Create a string of hexadecimal numbers from a bytes object.")
  Object hex(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "hex", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return True if all characters in B are alphabetic and there is at least one character in B, False otherwise.""")
  Object isalpha(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "isalpha", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return True if all characters in B are alphanumeric and there is at least one character in B, False otherwise.""")
  Object isalnum(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "isalnum", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return True if all characters in B are digits and there is at least one character in B, False otherwise.""")
  Object isdigit(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "isdigit", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return True if all characters in B are whitespace and there is at least one character in B, False otherwise.""")
  Object isspace(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "isspace", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return True if B is empty or all characters in B are ASCII, False otherwise.")
  Object isascii(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "isascii", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return True if all cased characters in B are lowercase and there is at least one cased character in B, False otherwise.""")
  Object islower(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "islower", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = """
      Return True if all cased characters in B are uppercase and there is at least one cased character in B, False otherwise.""")
  Object isupper(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "isupper", args, kwargs);
  }

  @PyMethod(sig = "(*args, **kwargs)", doc = "Return True if B is a titlecased string and there is at least one character in B, False otherwise.")
  Object istitle(ThreadState ts, PyTuple args, PyDict kwargs) {
    return of(ts, "istitle", args, kwargs);
  }

  @PyMethod(sig = "(frm, to, /)", staticMethod = true, doc = "Return a translation table usable for the bytes or bytearray translate method.")
  static Object maketrans(ThreadState ts, Object frm, Object to) {
    return PyObjects.callMethod(ts, PyByteArray.TYPE, "maketrans", frm, to);
  }

  @PyMethod(sig = "(string, /)", staticMethod = true, doc = "Create a bytearray object from a string of hexadecimal numbers.")
  static Object fromhex(ThreadState ts, Object string) {
    return PyObjects.callMethod(ts, PyByteArray.TYPE, "fromhex", string);
  }
}
