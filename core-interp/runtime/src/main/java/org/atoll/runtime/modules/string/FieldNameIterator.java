package org.atoll.runtime.modules.string;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.FormatString;
import org.atoll.runtime.text.TextError;
import org.atoll.runtime.types.PyIterator;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;
import org.atoll.runtime.types.TextErrors;

/// The steps of a field name as tuples: whether it is an attribute, and its name or index.
@PyTypeDef(name = "fieldnameiterator", basetype = false, instantiable = false)
public final class FieldNameIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new FieldNameIteratorBinder());

  private final FormatString.FieldName name;

  FieldNameIterator(FormatString.FieldName name) {
    super(TYPE);
    this.name = name;
  }

  @Override
  public Object next(ThreadState ts) {
    try {
      var step = name.next();
      return step == null ? null : PyTuple.of(step.attribute(), PyUnicode.of(step.key()));
    } catch (TextError e) {
      throw TextErrors.of(e);
    }
  }
}
