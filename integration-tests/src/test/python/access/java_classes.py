"""Ways to a Java class by its name: there are none, neither for who has no rights nor for who may ask for all of them."""

import sys
from atoll import interpreters
from common import Trial

for t in Trial(interpreters.create(isolated=True)), Trial(interpreters.create(capabilities={'java': ['*'], 'read': True})):
    t.expect(r"ModuleNotFoundError: No module named '(java|javax|org|sun|jdk)",
             "import java", "import java.lang.System", "from java.util import ArrayList", "import org.atoll.runtime.interp.Interpreter",
             "__import__('javax.script')", "import importlib; importlib.import_module('sun.misc.Unsafe')",
             "import importlib; importlib.import_module('.lang', 'java')", "import pkgutil; pkgutil.resolve_name('java.lang.Runtime')",
             "import pickle; pickle.loads(b'cjava.lang.Runtime\\ngetRuntime\\n(tR.')",
             "import pickle, io; pickle._Unpickler(io.BytesIO(b'cjdk.internal.misc.Unsafe\\ngetUnsafe\\n(tR.')).load()")
    t.expect(r"ImportError|ModuleNotFoundError|got None",
             "import _imp, types; it = _imp.create_builtin(types.SimpleNamespace(name='java.lang.Runtime', origin=None))",
             "import importlib.machinery as m; it = m.BuiltinImporter.find_spec('java.lang.Runtime')",
             "import importlib.util; it = importlib.util.find_spec('java')")
    t.expect(r"LookupError", "import codecs; codecs.lookup('java.lang.Runtime')")
    t.expect(r"AttributeError", "(1).getClass()", "''.getClass()", "print.getClass()", "type(1).forName('java.lang.Runtime')",
             "sys = __import__('sys'); sys._getframe().getClass()")
    t.expect(r"got 0$",
             "it = sum(c.__module__.startswith(('java', 'jdk', 'sun', 'org.')) for c in object.__subclasses__())",
             "import sys; it = sum(m.startswith(('java', 'jdk', 'sun', 'org.')) for m in [*sys.modules, *sys.builtin_module_names])",
             "import gc; it = sum(type(o).__module__.startswith(('java', 'jdk', 'sun')) for o in gc.get_objects())")
    t.end(20)
