package org.atoll.runtime.modules;

import org.atoll.annotations.PyConstant;
import org.atoll.annotations.PyModuleDef;
import org.atoll.runtime.object.PyBuiltinFunction;
import org.atoll.runtime.object.PyCell;
import org.atoll.runtime.object.PyClassMethodDescr;
import org.atoll.runtime.object.PyCode;
import org.atoll.runtime.object.PyEllipsis;
import org.atoll.runtime.object.PyFrame;
import org.atoll.runtime.object.PyFunction;
import org.atoll.runtime.object.PyGetSetDescr;
import org.atoll.runtime.object.PyMappingProxy;
import org.atoll.runtime.object.PyMemberDescr;
import org.atoll.runtime.object.PyMethod;
import org.atoll.runtime.object.PyMethodDescr;
import org.atoll.runtime.object.PyMethodWrapper;
import org.atoll.runtime.object.PyModule;
import org.atoll.runtime.object.PyNone;
import org.atoll.runtime.object.PyNotImplemented;
import org.atoll.runtime.object.PyType;
import org.atoll.runtime.object.PyWrapperDescr;
import org.atoll.runtime.types.PyAsyncGenerator;
import org.atoll.runtime.types.PyCapsule;
import org.atoll.runtime.types.PyCoroutine;
import org.atoll.runtime.types.PyGenerator;
import org.atoll.runtime.types.PyGenericAlias;
import org.atoll.runtime.types.PySimpleNamespace;
import org.atoll.runtime.types.PyTraceback;
import org.atoll.runtime.types.PyUnion;

/// The module `_types` (`Modules/_typesmodule.c`): built-in types that are no builtins. Without state.
@PyModuleDef(value = "_types", doc = "Define names for built-in types.")
final class TypesModule {
  @PyConstant(name = "FunctionType")
  static final PyType FUNCTION_TYPE = PyFunction.TYPE;
  @PyConstant(name = "LambdaType")
  static final PyType LAMBDA_TYPE = PyFunction.TYPE;
  @PyConstant(name = "MappingProxyType")
  static final PyType MAPPING_PROXY_TYPE = PyMappingProxy.TYPE;
  @PyConstant(name = "SimpleNamespace")
  static final PyType SIMPLE_NAMESPACE = PySimpleNamespace.TYPE;
  @PyConstant(name = "CellType")
  static final PyType CELL_TYPE = PyCell.TYPE;
  @PyConstant(name = "CodeType")
  static final PyType CODE_TYPE = PyCode.TYPE;
  @PyConstant(name = "GeneratorType")
  static final PyType GENERATOR_TYPE = PyGenerator.TYPE;
  @PyConstant(name = "CoroutineType")
  static final PyType COROUTINE_TYPE = PyCoroutine.TYPE;
  @PyConstant(name = "AsyncGeneratorType")
  static final PyType ASYNC_GENERATOR_TYPE = PyAsyncGenerator.TYPE;
  @PyConstant(name = "MethodType")
  static final PyType METHOD_TYPE = PyMethod.TYPE;
  @PyConstant(name = "BuiltinMethodType")
  static final PyType BUILTIN_METHOD_TYPE = PyBuiltinFunction.TYPE;
  @PyConstant(name = "BuiltinFunctionType")
  static final PyType BUILTIN_FUNCTION_TYPE = PyBuiltinFunction.TYPE;
  @PyConstant(name = "WrapperDescriptorType")
  static final PyType WRAPPER_DESCRIPTOR_TYPE = PyWrapperDescr.TYPE;
  @PyConstant(name = "MethodWrapperType")
  static final PyType METHOD_WRAPPER_TYPE = PyMethodWrapper.TYPE;
  @PyConstant(name = "MethodDescriptorType")
  static final PyType METHOD_DESCRIPTOR_TYPE = PyMethodDescr.TYPE;
  @PyConstant(name = "ClassMethodDescriptorType")
  static final PyType CLASS_METHOD_DESCRIPTOR_TYPE = PyClassMethodDescr.TYPE;
  @PyConstant(name = "ModuleType")
  static final PyType MODULE_TYPE = PyModule.TYPE;
  @PyConstant(name = "TracebackType")
  static final PyType TRACEBACK_TYPE = PyTraceback.TYPE;
  @PyConstant(name = "FrameType")
  static final PyType FRAME_TYPE = PyFrame.TYPE;
  @PyConstant(name = "GetSetDescriptorType")
  static final PyType GET_SET_DESCRIPTOR_TYPE = PyGetSetDescr.TYPE;
  @PyConstant(name = "MemberDescriptorType")
  static final PyType MEMBER_DESCRIPTOR_TYPE = PyMemberDescr.TYPE;
  @PyConstant(name = "GenericAlias")
  static final PyType GENERIC_ALIAS = PyGenericAlias.TYPE;
  @PyConstant(name = "UnionType")
  static final PyType UNION_TYPE = PyUnion.TYPE;
  @PyConstant(name = "EllipsisType")
  static final PyType ELLIPSIS_TYPE = PyEllipsis.TYPE;
  @PyConstant(name = "NoneType")
  static final PyType NONE_TYPE = PyNone.TYPE;
  @PyConstant(name = "NotImplementedType")
  static final PyType NOT_IMPLEMENTED_TYPE = PyNotImplemented.TYPE;
  @PyConstant(name = "CapsuleType")
  static final PyType CAPSULE_TYPE = PyCapsule.TYPE;
}
