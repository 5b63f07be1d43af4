package org.atoll.runtime.types;

import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyType;

/// Iterates over the parts of a template in order, leaving out empty strings. Guarded by the GIL.
@PyTypeDef(name = "TemplateIter", module = "string.templatelib", basetype = false, instantiable = false)
public final class PyTemplateIterator extends PyIterator {
  public static final PyType TYPE = PyType.builtin(new PyTemplateIteratorBinder());

  private final PyTemplate template;
  /// Twice the number of the next string, plus one where its interpolation is next.
  private int at;

  PyTemplateIterator(PyTemplate template) {
    super(TYPE);
    this.template = template;
  }

  @Override
  public Object next(ThreadState ts) {
    int parts = 2 * template.interpolations.items.length + 1;
    while (at < parts) {
      int i = at++;
      if ((i & 1) != 0) {
        return template.interpolations.items[i / 2];
      }
      if (!"".equals(template.strings.items[i / 2])) {
        return template.strings.items[i / 2];
      }
    }
    return null;
  }
}
