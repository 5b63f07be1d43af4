package org.atoll.runtime.modules.string;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.FormatString;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.TextErrors;

/// The pieces of a format string as tuples of literal, field name, specification and conversion.
@PyTypeDef(name = "formatteriterator", basetype = false, instantiable = false)
public final class FormatterIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new FormatterIteratorBinder());

  private final FormatString pieces;

  FormatterIterator(FormatString pieces) {
    super(TYPE);
    this.pieces = pieces;
  }

  @Override
  public Object next(ThreadState ts) {
    try {
      var piece = pieces.next();
      if (piece == null) {
        return null;
      }
      if (piece.name() == null) {
        return PyTuple.of(PyUnicode.of(piece.literal()), PyNone.NONE, PyNone.NONE, PyNone.NONE);
      }
      Object conversion = piece.conversion() == 0 ? PyNone.NONE : PyUnicode.ofCodePoint(piece.conversion());
      return PyTuple.of(PyUnicode.of(piece.literal()), PyUnicode.of(piece.name()), PyUnicode.of(piece.spec()), conversion);
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }
}
