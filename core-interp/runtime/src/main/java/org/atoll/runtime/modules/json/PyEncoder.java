package org.atoll.runtime.modules.json;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMember;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyNew;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;

/// `_json.make_encoder`. Immutable.
@PyTypeDef(name = "Encoder", module = "_json", doc = "Turns an object into JSON.")
public final class PyEncoder extends PyObject {
  public static final PyType TYPE = PyType.builtin(new PyEncoderBinder());

  @PyMember
  final Object markers;
  @PyMember(name = "default")
  final Object fallback;
  @PyMember
  final Object encoder;
  @PyMember
  final Object indent;
  final String keySeparator;
  final String itemSeparator;
  @PyMember
  final boolean sort_keys;
  @PyMember
  final boolean skipkeys;
  final boolean allowNan;
  /// Whether `encoder` is `encode_basestring_ascii` or `encode_basestring` of this module.
  final boolean ascii;
  final boolean plain;

  private PyEncoder(PyType cls, Object markers, Object fallback, Object encoder, Object indent, String keySeparator,
      String itemSeparator, boolean sortKeys, boolean skipkeys, boolean allowNan) {
    super(cls);
    this.markers = markers;
    this.fallback = fallback;
    this.encoder = encoder;
    this.indent = indent;
    this.keySeparator = keySeparator;
    this.itemSeparator = itemSeparator;
    this.sort_keys = sortKeys;
    this.skipkeys = skipkeys;
    this.allowNan = allowNan;
    ascii = isOurs(encoder, "encode_basestring_ascii");
    plain = isOurs(encoder, "encode_basestring");
  }

  private static boolean isOurs(Object encoder, String name) {
    return encoder instanceof PyBuiltinFunction f && f.name().equals(name) && f.self() instanceof PyModule m && m.state instanceof JsonModule;
  }

  @PyNew(sig = "(markers, default, encoder, indent, key_separator, item_separator, sort_keys, skipkeys, allow_nan)")
  static Object create(ThreadState ts, PyType cls, Object markers, Object fallback, Object encoder, Object indent,
      String keySeparator, String itemSeparator, boolean sortKeys, boolean skipkeys, boolean allowNan) {
    if (markers != PyNone.NONE && !(markers instanceof PyDict)) {
      throw PyErr.typeError("make_encoder() argument 1 must be dict or None, not %s", PyObject.typeOf(markers).name());
    }
    return new PyEncoder(cls, markers, fallback, encoder, indent, keySeparator, itemSeparator, sortKeys, skipkeys, allowNan);
  }

  @PyGetter
  Object key_separator() {
    return keySeparator;
  }

  @PyGetter
  Object item_separator() {
    return itemSeparator;
  }

  @PyMethod(sig = "(obj, _current_indent_level)")
  Object __call__(ThreadState ts, Object obj, long level) {
    JsonWriter writer = new JsonWriter(ts, this);
    writer.write(obj, (int) level);
    return PyTuple.of(writer.result());
  }
}
