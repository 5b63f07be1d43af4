package org.atoll.runtime.modules;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;

/// The module `_uuid` (`Modules/_uuidmodule.c`) as it is where the system has no UUID library: the module `uuid` then
/// makes version 1 by itself.
@PyModuleDef("_uuid")
final class UuidModule {
  @PyConstant
  static final long has_uuid_generate_time_safe = 0;
  @PyConstant
  static final long has_stable_extractable_node = 0;
}
