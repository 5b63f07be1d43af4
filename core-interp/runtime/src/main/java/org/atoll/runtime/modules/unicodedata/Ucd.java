package org.atoll.runtime.modules.unicodedata;

import org.atoll.annotations.PyGetter;
import org.atoll.annotations.PyMethod;
import org.atoll.annotations.PyTypeDef;
import org.atoll.runtime.object.PyObject;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.UnicodeData32;

/// `unicodedata.UCD`, the type of `ucd_3_2_0`. Immutable.
@PyTypeDef(name = "UCD", module = "unicodedata", basetype = false, instantiable = false)
public final class Ucd extends PyObject {
  public static final PyType TYPE = PyType.builtin(new UcdBinder());
  private static final UnicodeDatabase DATABASE = new UnicodeDatabase(true);

  Ucd() {
    super(TYPE);
  }

  @PyGetter
  String unidata_version() {
    return UnicodeData32.VERSION;
  }

  @PyMethod(sig = "(chr, default=<absent>, /)", doc = "Converts a Unicode character into its equivalent decimal value.")
  Object decimal(Object chr, Object otherwise) {
    return DATABASE.decimal(chr, otherwise);
  }

  @PyMethod(sig = "(chr, default=<absent>, /)", doc = "Converts a Unicode character into its equivalent digit value.")
  Object digit(Object chr, Object otherwise) {
    return DATABASE.digit(chr, otherwise);
  }

  @PyMethod(sig = "(chr, default=<absent>, /)", doc = "Converts a Unicode character into its equivalent numeric value.")
  Object numeric(Object chr, Object otherwise) {
    return DATABASE.numeric(chr, otherwise);
  }

  @PyMethod(sig = "(chr, /)", doc = "Returns the general category assigned to the character chr as string.")
  String category(Object chr) {
    return DATABASE.category(chr);
  }

  @PyMethod(sig = "(chr, /)", doc = "Returns the bidirectional class assigned to the character chr as string.")
  String bidirectional(Object chr) {
    return DATABASE.bidirectional(chr);
  }

  @PyMethod(sig = "(chr, /)", doc = "Returns the canonical combining class assigned to the character chr as integer.")
  long combining(Object chr) {
    return DATABASE.combining(chr);
  }

  @PyMethod(sig = "(chr, /)", doc = "Returns the mirrored property assigned to the character chr as integer.")
  long mirrored(Object chr) {
    return DATABASE.mirrored(chr);
  }

  @PyMethod(sig = "(chr, /)", doc = "Returns the east asian width assigned to the character chr as string.")
  String east_asian_width(Object chr) {
    return DATABASE.eastAsianWidth(chr);
  }

  @PyMethod(sig = "(chr, /)", doc = "Returns the character decomposition mapping assigned to the character chr as string.")
  String decomposition(Object chr) {
    return DATABASE.decomposition(chr);
  }

  @PyMethod(sig = "(chr, default=<absent>, /)", doc = "Returns the name assigned to the character chr as a string.")
  Object name(Object chr, Object otherwise) {
    return DATABASE.name(chr, otherwise);
  }

  @PyMethod(sig = "(name, /)", doc = "Look up character by name.")
  Object lookup(String name) {
    return DATABASE.lookup(name);
  }

  @PyMethod(sig = "(form, unistr, /)", doc = "Return the normal form for the Unicode string unistr.")
  Object normalize(String form, Object unistr) {
    return DATABASE.normalize(form, unistr);
  }

  @PyMethod(sig = "(form, unistr, /)", doc = "Return whether the Unicode string unistr is in the normal form.")
  boolean is_normalized(String form, Object unistr) {
    return DATABASE.isNormalized(form, unistr);
  }
}
