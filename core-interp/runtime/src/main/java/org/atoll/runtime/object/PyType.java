package org.atoll.runtime.object;

import java.lang.invoke.VarHandle;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.List;
import org.atoll.runtime.call.Binder;
import org.atoll.runtime.call.Call;
import org.atoll.runtime.call.TypeBinder;
import org.atoll.runtime.interp.ThreadState;
import org.atoll.runtime.types.PyBaseObject;
import org.atoll.runtime.types.PyDict;
import org.atoll.runtime.types.PyErr;
import org.atoll.runtime.types.PyTuple;
import org.atoll.runtime.types.PyUnicode;

/// A class (`Objects/typeobject.c`). Built-in types are made from a generated [TypeBinder], are shared by all
/// interpreters and immutable, and fill their dict when first used. Heap types are made by class statements, belong
/// to one interpreter and are guarded by its GIL.
///
/// `slot(s)` gives what a special method resolves to along the MRO; `layout()` is the interned structure that call
/// sites guard on. The Python-visible side of the type is in [TypeMethods].
public final class PyType extends PyObject {
  // Needed by the first types, so before them.
  private static final Object ABSENT = new Object();
  private static final Slot[] SLOTS = Slot.values();
  private static final PyType[] NO_TYPES = {};

  /// `type`.
  public static final PyType TYPE = new PyType(new TypeMethodsBinder());

  private final TypeBinder binder;
  private String name;
  private Object qualname;
  private PyType[] bases;
  private PyTuple basesTuple;
  private PyType base;
  private volatile PyType[] mro;
  private PyDict dict;
  private volatile Layout layout;
  /// [#layout] and [#mro] again for call sites, which read them at every access: without the order that a volatile field
  /// imposes, set after what they lead to.
  private Layout siteLayout;
  private PyType[] siteMro;
  private Object[] slots = new Object[SLOTS.length];
  private Shape instanceShape;
  /// How many fields its larger instances have had: a guess by which new ones get room, written by any thread.
  int fieldsExpected;
  private PyType solidBase;
  private boolean basetype = true;
  private boolean abstractClass;
  private byte descriptorKind = -1;
  private byte genericGetAttr = -1;
  private byte genericSetAttr = -1;
  private List<WeakReference<PyType>> subclasses;
  private boolean finalizable;
  /// What `collections.abc` says of the type for `match`; see [org.atoll.runtime.call.PatternFlags].
  public volatile long patternFlags;

  private PyType(TypeBinder binder) {
    super(null);
    this.binder = binder;
    this.name = binder.name();
    this.qualname = name;
    this.type = TYPE == null ? this : TYPE;
  }

  /// A heap type; see [TypeCreation].
  PyType(PyType metatype, String name, PyType[] bases, PyType base, PyDict dict) {
    super(metatype);
    this.binder = null;
    this.name = name;
    this.qualname = PyUnicode.fromUtf16(name);
    this.bases = bases;
    this.base = base;
    this.dict = dict;
    this.solidBase = base.solidBase();
  }

  /// Makes a built-in type from its generated binder.
  public static PyType builtin(TypeBinder binder) {
    return new PyType(binder);
  }

  // Names.

  /// `__name__`.
  public String name() {
    return name;
  }

  public void setName(String name) {
    this.name = name;
  }

  /// `__qualname__`, a str.
  public Object qualname() {
    return qualname;
  }

  public void setQualname(Object qualname) {
    this.qualname = qualname;
  }

  /// What `%T`-like messages and default reprs call the type: qualified by module unless that is builtins.
  public String fullName() {
    Object module = binder != null ? binder.module() : dict.get("__module__");
    if (!(module instanceof String m) || m.equals("builtins")) {
      return String.valueOf(qualname);
    }
    return m + "." + qualname;
  }

  /// What some messages call the type (`%T` of C code): qualified by module unless that is builtins or `__main__`.
  public String qualifiedName() {
    return binder == null && "__main__".equals(dict.get("__module__")) ? String.valueOf(qualname) : fullName();
  }

  /// What messages from C code call the type (`tp_name`): with the module for built-in types only.
  public String messageName() {
    return binder == null ? name : fullName();
  }

  /// The generated binder of a built-in type, null for a heap type.
  public TypeBinder binder() {
    return binder;
  }

  public boolean isHeapType() {
    return binder == null;
  }

  public boolean isBaseType() {
    return binder == null ? basetype : binder.basetype();
  }

  public boolean isAbstract() {
    return abstractClass;
  }

  public void setAbstract(boolean value) {
    abstractClass = value;
    plainInitKnown = false;
  }

  // Structure.

  public PyType base() {
    if (base == null) {
      ready();
    }
    return base;
  }

  public PyType[] bases() {
    if (bases == null) {
      ready();
    }
    return bases;
  }

  /// The method resolution order, this type first; empty for a class that is only being made. Not to be changed by the
  /// caller.
  public PyType[] mro() {
    ready();
    PyType[] order = mro;
    return order == null ? NO_TYPES : order;
  }

  /// Whether the class is being made and has no MRO yet: its metaclass's `mro()` runs.
  public boolean isIncomplete() {
    ready();
    return mro == null;
  }

  void setBases(PyType[] bases, PyType base, PyTuple tuple) {
    this.bases = bases;
    this.basesTuple = tuple;
    this.base = base;
  }

  /// The MRO, null for a class that is only being made.
  PyType[] mroOrNull() {
    ready();
    return mro;
  }

  void setMro(PyType[] mro) {
    this.mro = mro;
  }

  /// The type's own attributes. Changed through [#setOwn] and [#deleteOwn] only.
  public PyDict dict() {
    if (layout == null && binder != null) {
      readyDict();
    }
    return dict;
  }

  /// The interned structure of this type; see [Layout].
  public Layout layout() {
    Layout l = layout;
    if (l == null) {
      readyDict();
      l = layout;
    }
    return l == null ? Layout.EMPTY : l;
  }

  /// [#layout] as call sites compare it.
  public Layout siteLayout() {
    Layout l = siteLayout;
    return l != null ? l : layout();
  }

  /// The class at a place of the MRO, for call sites that have compared the layout.
  public PyType mroAt(int mroIndex) {
    PyType[] order = siteMro;
    return order != null ? order[mroIndex] : mro()[mroIndex];
  }

  /// The value of an entry of a class in the MRO, for call sites that have compared the layout.
  public Object classValue(int mroIndex, int index) {
    PyType t = mroAt(mroIndex);
    PyDict d = t.dict;
    return (d != null ? d : t.dict()).valueAt(index);
  }

  /// The nearest base (or the type itself) whose instances have a Java class of their own.
  public PyType solidBase() {
    ready();
    return solidBase;
  }

  private void ready() {
    if (mro == null && binder != null) {
      readyStructure();
    }
  }

  /// What instances need, and with them every dict: it must not need a dict itself.
  private synchronized void readyStructure() {
    if (mro != null) {
      return;
    }
    if (binder == null) {
      throw new IllegalStateException("heap type without MRO: " + name);
    }
    base = binder.base();
    bases = binder.bases();
    PyType[] order = Mro.linearize(this, bases);
    solidBase = binder.solid() || base == null ? this : base.solidBase();
    instanceShape = binder.hasDict() ? Shape.root(0) : base == null ? Shape.closed(0) : base.instanceShape();
    mro = order;
  }

  /// Fills the dict of a built-in type.
  private synchronized void readyDict() {
    ready();
    if (layout != null || mro == null) {
      return;
    }
    if (dict == null) {
      PyDict members = new PyDict();
      dict = members;
      BuiltinMembers.addTo(this, binder, members);
    }
    PyType[] order = mro;
    Layout.Own[] owns = new Layout.Own[order.length];
    for (int i = 0; i < order.length; i++) {
      owns[i] = Layout.describe(i == 0 ? dict : order[i].dict());
    }
    publish(order, Layout.of(owns));
  }

  /// Sets the layout, and then what call sites read: they find nothing but what has been written before.
  private void publish(PyType[] order, Layout made) {
    VarHandle.releaseFence();
    siteMro = order;
    VarHandle.releaseFence();
    siteLayout = made;
    layout = made;
  }

  /// Recomputes what depends on the dicts of this type and its bases, here and in all derived types.
  void modified() {
    PyType[] order = mro;
    if (order == null) {
      return;
    }
    Layout.Own[] owns = new Layout.Own[order.length];
    for (int i = 0; i < order.length; i++) {
      owns[i] = Layout.describe(order[i].dict());
    }
    publish(order, Layout.of(owns));
    slots = new Object[SLOTS.length];
    plainInitKnown = false;
    descriptorKind = -1;
    genericGetAttr = -1;
    genericSetAttr = -1;
    finalizable = hasFinalizer();
    for (PyType sub : liveSubclasses()) {
      sub.modified();
    }
  }

  /// Whether this type is `other` or derives from it, by the MRO alone.
  public boolean isSubtype(PyType other) {
    if (this == other && binder != null) {
      return true;
    }
    for (PyType t : mro()) {
      if (t == other) {
        return true;
      }
    }
    return mro == null && isSubtypeByBases(other);
  }

  /// Whether `other` is reached from this type by `__base__` alone, which is set before the MRO.
  boolean isSubtypeByBases(PyType other) {
    for (PyType t = this; t != null; t = t.base()) {
      if (t == other) {
        return true;
      }
    }
    return false;
  }

  /// Whether instances are to be watched for the time when nothing refers to them any more; see [Finalization].
  boolean isFinalizable() {
    return finalizable;
  }

  private boolean hasFinalizer() {
    return binder == null && layout().lookup(Slot.DEL.attribute) != null;
  }

  // Attributes of the type.

  /// What `name` resolves to along the MRO, unbound; null if nothing.
  public Object lookup(String name) {
    Layout.Lookup l = layout().lookup(name);
    return l == null ? null : mro[l.mroIndex()].dict.valueAt(l.denseIndex());
  }

  /// Sets an attribute in this type's own dict. The caller has checked that it is a heap type.
  public void setOwn(String name, Object value) {
    int i = dict.denseIndexOf(name);
    if (i >= 0) {
      boolean same = Layout.kindOf(dict.valueAt(i)).equals(Layout.kindOf(value));
      dict.setValueAt(i, value);
      if (same) {
        changedValue(name);
        return;
      }
    } else {
      dict.put(name.intern(), value);
    }
    modified();
  }

  private void changedValue(String name) {
    Slot s = Slot.of(name);
    if (s != null) {
      modified();
    }
  }

  /// Deletes an attribute of this type's own dict; false if there is none.
  public boolean deleteOwn(String name) {
    if (dict.remove(name) == null) {
      return false;
    }
    modified();
    return true;
  }

  /// What a special method resolves to, unbound; null if the type has none.
  public Object slot(Slot s) {
    Object v = slots[s.ordinal()];
    if (v == null) {
      v = lookup(s.attribute);
      slots[s.ordinal()] = v == null ? ABSENT : v;
    }
    return v == ABSENT ? null : v;
  }

  /// Whether attribute reads of instances follow the generic algorithm (no `__getattribute__` or `__getattr__` of its own).
  public boolean hasGenericGetAttr() {
    if (genericGetAttr < 0) {
      boolean generic = slot(Slot.GETATTRIBUTE) == PyBaseObject.TYPE.slot(Slot.GETATTRIBUTE) && slot(Slot.GETATTR) == null;
      genericGetAttr = (byte) (generic ? 1 : 0);
    }
    return genericGetAttr == 1;
  }

  /// Whether attribute writes of instances follow the generic algorithm.
  public boolean hasGenericSetAttr() {
    if (genericSetAttr < 0) {
      boolean generic = slot(Slot.SETATTR) == PyBaseObject.TYPE.slot(Slot.SETATTR) && slot(Slot.DELATTR) == PyBaseObject.TYPE.slot(Slot.DELATTR);
      genericSetAttr = (byte) (generic ? 1 : 0);
    }
    return genericSetAttr == 1;
  }

  /// [PyObject#descriptorKind] of instances of this type that do not decide for themselves.
  int descriptorKindOfInstances() {
    if (descriptorKind < 0) {
      // A built-in type's dict may hold instances of types whose dict is not there yet: ask what they declare.
      boolean data = declares(Slot.SET) || declares(Slot.DELETE);
      descriptorKind = (byte) (data ? 2 : declares(Slot.GET) ? 1 : 0);
    }
    return descriptorKind;
  }

  private boolean declares(Slot s) {
    if (binder == null) {
      return slot(s) != null;
    }
    for (PyType t : mro()) {
      for (Binder.Member m : t.binder.members()) {
        if (m.name().equals(s.attribute)) {
          return true;
        }
      }
    }
    return false;
  }

  // Instances.

  /// The shape of new instances.
  public Shape instanceShape() {
    ready();
    return instanceShape;
  }

  void setInstanceShape(Shape shape) {
    instanceShape = shape;
  }

  void setSolidBase(PyType type) {
    solidBase = type;
  }

  // Subclasses.

  synchronized void addSubclass(PyType sub) {
    if (binder != null) {
      ThreadState.current().interpreter().subclassesOf(this).add(new WeakReference<>(sub));
      return;
    }
    if (subclasses == null) {
      subclasses = new ArrayList<>();
    }
    subclasses.add(new WeakReference<>(sub));
  }

  synchronized void removeSubclass(PyType sub) {
    subclassList().removeIf(r -> r.get() == null || r.get() == sub);
  }

  private List<WeakReference<PyType>> subclassList() {
    if (binder != null) {
      return ThreadState.current().interpreter().subclassesOf(this);
    }
    return subclasses == null ? new ArrayList<>() : subclasses;
  }

  /// The direct subclasses that this interpreter can see, oldest first.
  public synchronized List<PyType> liveSubclasses() {
    List<PyType> live = new ArrayList<>();
    for (WeakReference<PyType> r : subclassList()) {
      PyType t = r.get();
      if (t != null) {
        live.add(t);
      }
    }
    return live;
  }

  // Calling makes an instance.

  @Override
  public Object call(ThreadState ts, Object[] args, String[] kwnames) {
    Object metaCall = type.slot(Slot.CALL);
    if (metaCall != TYPE.slot(Slot.CALL)) {
      return Call.withSelf(ts, metaCall, this, args, kwnames);
    }
    return instantiate(ts, args, kwnames);
  }

  // The common case of instantiation: a class written in Python with nothing but an `__init__` written in Python.

  private boolean plainInitKnown;
  private PyFunction plainInit;

  /// The `__init__` of such a class, else null.
  private PyFunction plainInit() {
    if (!plainInitKnown) {
      boolean plain = binder == null && type == TYPE && !abstractClass && slot(Slot.NEW) == PyBaseObject.TYPE.slot(Slot.NEW);
      plainInit = plain && slot(Slot.INIT) instanceof PyFunction f ? f : null;
      plainInitKnown = true;
    }
    return plainInit;
  }

  private static Object initialized(PyInstance made, Object result) {
    if (result != PyNone.NONE) {
      throw PyErr.typeError("__init__() should return None, not '%s'", typeOf(result).name());
    }
    return made;
  }

  @Override
  public Object call0(ThreadState ts) {
    PyFunction init = plainInit();
    if (init == null) {
      return call(ts, new Object[0], null);
    }
    PyInstance made = new PyInstance(this);
    return initialized(made, init.code.body.call1(ts, init, made));
  }

  @Override
  public Object call1(ThreadState ts, Object a) {
    PyFunction init = plainInit();
    if (init == null) {
      return call(ts, new Object[] {a}, null);
    }
    PyInstance made = new PyInstance(this);
    return initialized(made, init.code.body.call2(ts, init, made, a));
  }

  @Override
  public Object call2(ThreadState ts, Object a, Object b) {
    PyFunction init = plainInit();
    if (init == null) {
      return call(ts, new Object[] {a, b}, null);
    }
    PyInstance made = new PyInstance(this);
    return initialized(made, init.code.body.call3(ts, init, made, a, b));
  }

  @Override
  public Object call3(ThreadState ts, Object a, Object b, Object c) {
    PyFunction init = plainInit();
    if (init == null) {
      return call(ts, new Object[] {a, b, c}, null);
    }
    PyInstance made = new PyInstance(this);
    return initialized(made, init.code.body.call4(ts, init, made, a, b, c));
  }

  /// `type.__call__`: `__new__`, then `__init__` where the result is an instance of this type.
  Object instantiate(ThreadState ts, Object[] args, String[] kwnames) {
    if (this == TYPE && args.length == 1 && kwnames == null) {
      return typeOf(args[0]);
    }
    Object factory = slot(Slot.NEW);
    if (factory == null || binder != null && !binder.instantiable()) {
      throw PyErr.typeError("cannot create '%s' instances", fullName());
    }
    Object made = factory instanceof PyNewMethod n ? n.make(ts, this, args, kwnames)
        : Call.prepending(ts, Descriptors.get(ts, factory, null, this), this, args, kwnames);
    PyType madeType = typeOf(made);
    if (madeType != this && !madeType.isSubtype(this)) {
      return made;
    }
    Object init = madeType.slot(Slot.INIT);
    if (init != PyBaseObject.TYPE.slot(Slot.INIT)) {
      Object result = Call.withSelf(ts, init, made, args, kwnames);
      if (result != PyNone.NONE) {
        throw PyErr.typeError("__init__() should return None, not '%s'", typeOf(result).name());
      }
    }
    return made;
  }

  @Override
  public int descriptorKind() {
    return type == TYPE ? 0 : super.descriptorKind();
  }

  /// The bases as a tuple.
  public PyTuple basesTuple() {
    PyTuple t = basesTuple;
    if (t == null) {
      basesTuple = t = PyTuple.copyOf(bases(), 0, bases.length);
    }
    return t;
  }

  /// The doc string that a built-in type declares.
  String builtinDoc() {
    return binder == null ? null : binder.doc();
  }

  @Override
  public String toString() {
    return "<class '" + fullName() + "'>";
  }
}
