package org.atoll.runtime.modules.unicodedata;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyFunction;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.text.UnicodeData;

/// The module `unicodedata` (`Modules/unicodedata.c`): Unicode 16.0.0.
@PyModuleDef(value = "unicodedata", doc = "This module provides access to the Unicode Character Database which\ndefines character properties for all Unicode characters.")
public final class UnicodedataModule {
  private static final UnicodeDatabase DATABASE = new UnicodeDatabase(false);

  @PyConstant
  static final String unidata_version = UnicodeData.VERSION;

  @PyConstant
  static final PyType UCD = Ucd.TYPE;

  void exec(ThreadState ts, PyModule module) {
    module.dict().put("ucd_3_2_0", new Ucd());
  }

  @PyFunction(sig = "(chr, default=<absent>, /)", doc = "Converts a Unicode character into its equivalent decimal value.")
  Object decimal(Object chr, Object otherwise) {
    return DATABASE.decimal(chr, otherwise);
  }

  @PyFunction(sig = "(chr, default=<absent>, /)", doc = "Converts a Unicode character into its equivalent digit value.")
  Object digit(Object chr, Object otherwise) {
    return DATABASE.digit(chr, otherwise);
  }

  @PyFunction(sig = "(chr, default=<absent>, /)", doc = "Converts a Unicode character into its equivalent numeric value.")
  Object numeric(Object chr, Object otherwise) {
    return DATABASE.numeric(chr, otherwise);
  }

  @PyFunction(sig = "(chr, /)", doc = "Returns the general category assigned to the character chr as string.")
  String category(Object chr) {
    return DATABASE.category(chr);
  }

  @PyFunction(sig = "(chr, /)", doc = "Returns the bidirectional class assigned to the character chr as string.")
  String bidirectional(Object chr) {
    return DATABASE.bidirectional(chr);
  }

  @PyFunction(sig = "(chr, /)", doc = "Returns the canonical combining class assigned to the character chr as integer.")
  long combining(Object chr) {
    return DATABASE.combining(chr);
  }

  @PyFunction(sig = "(chr, /)", doc = "Returns the mirrored property assigned to the character chr as integer.")
  long mirrored(Object chr) {
    return DATABASE.mirrored(chr);
  }

  @PyFunction(sig = "(chr, /)", doc = "Returns the east asian width assigned to the character chr as string.")
  String east_asian_width(Object chr) {
    return DATABASE.eastAsianWidth(chr);
  }

  @PyFunction(sig = "(chr, /)", doc = "Returns the character decomposition mapping assigned to the character chr as string.")
  String decomposition(Object chr) {
    return DATABASE.decomposition(chr);
  }

  @PyFunction(sig = "(chr, default=<absent>, /)", doc = "Returns the name assigned to the character chr as a string.")
  Object name(Object chr, Object otherwise) {
    return DATABASE.name(chr, otherwise);
  }

  @PyFunction(sig = "(name, /)", doc = "Look up character by name.")
  Object lookup(String name) {
    return DATABASE.lookup(name);
  }

  @PyFunction(sig = "(form, unistr, /)", doc = "Return the normal form for the Unicode string unistr.")
  Object normalize(String form, Object unistr) {
    return DATABASE.normalize(form, unistr);
  }

  @PyFunction(sig = "(form, unistr, /)", doc = "Return whether the Unicode string unistr is in the normal form.")
  boolean is_normalized(String form, Object unistr) {
    return DATABASE.isNormalized(form, unistr);
  }
}
