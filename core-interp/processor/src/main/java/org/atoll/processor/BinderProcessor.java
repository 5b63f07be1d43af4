package org.atoll.processor;

import java.io.IOException;
import java.io.Writer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.annotation.processing.SupportedOptions;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.Element;
import javax.lang.model.element.TypeElement;
import javax.tools.Diagnostic;
import javax.tools.FileObject;
import javax.tools.StandardLocation;
import org.atoll.annotations.PyModuleDef;
import org.atoll.annotations.PyTypeDef;
import org.atoll.processor.Model.Binding;

/// The annotation processor. For each class annotated with [PyModuleDef] or [PyTypeDef] it writes the binder, and for
/// all modules of a compilation one index, found through `ServiceLoader`; `-Aatoll.index=` gives the index class its
/// name, and `-Aatoll.library=` names the class that lists the Python modules which the same build compiles. The resource `META-INF/atoll/types` lists the types, one `module.name class` a line. With `-Aatoll.helpers=` it
/// also writes the class of that name that calls what compiled code may call, see [HelperCallsWriter].
@SupportedAnnotationTypes({"org.atoll.annotations.PyModuleDef", "org.atoll.annotations.PyTypeDef"})
@SupportedOptions({"atoll.index", "atoll.library", "atoll.helpers"})
public final class BinderProcessor extends AbstractProcessor {
  private static final String INDEX_SERVICE = "META-INF/services/" + Names.CALL + "ModuleIndex";

  private final List<Binding> modules = new ArrayList<>();
  private final List<Binding> types = new ArrayList<>();
  private final Map<String, Element> declared = new HashMap<>();
  private boolean indexWritten;

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latestSupported();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    List<Element> origins = new ArrayList<>();
    Set<Element> annotated = new LinkedHashSet<>(round.getElementsAnnotatedWith(PyModuleDef.class));
    annotated.addAll(round.getElementsAnnotatedWith(PyTypeDef.class));
    for (Element e : annotated) {
      Binding binding = new ClassReader(processingEnv, (TypeElement) e).read();
      checkUnique(binding, e);
      (binding.module() ? modules : types).add(binding);
      origins.add(e);
      source(binding.qualifiedBinder(), new BinderWriter(binding).write(), e);
    }
    if (!origins.isEmpty() && !indexWritten) {
      indexWritten = true;
      writeIndex(origins.toArray(Element[]::new));
      String helpers = processingEnv.getOptions().get("atoll.helpers");
      if (helpers != null) {
        source(helpers, HelperCallsWriter.write(helpers), origins.toArray(Element[]::new));
      }
    }
    return false;
  }

  /// Types may share a name (CPython has such too); modules may not.
  private void checkUnique(Binding b, Element e) {
    Element before = b.module() ? declared.putIfAbsent(b.name(), e) : null;
    if (before != null) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "module " + b.name() + " is also declared by " + before, e);
    }
  }

  private void writeIndex(Element[] origins) {
    modules.sort(Comparator.comparing(Binding::name));
    types.sort(Comparator.comparing((Binding b) -> b.type().module()).thenComparing(Binding::name));
    if (!modules.isEmpty()) {
      String name = processingEnv.getOptions().getOrDefault("atoll.index", IndexWriter.defaultName(modules));
      source(name, IndexWriter.write(name, modules, processingEnv.getOptions().get("atoll.library")), origins);
      resource(INDEX_SERVICE, name + "\n", origins);
    }
    if (!types.isEmpty()) {
      StringBuilder lines = new StringBuilder();
      for (Binding b : types) {
        lines.append(b.type().module()).append('.').append(b.name()).append(' ').append(b.binaryName()).append('\n');
      }
      resource("META-INF/atoll/types", lines.toString(), origins);
    }
  }

  private void source(String name, String text, Element... origins) {
    try (Writer w = processingEnv.getFiler().createSourceFile(name, origins).openWriter()) {
      w.write(text);
    } catch (IOException e) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "cannot write " + name + ": " + e.getMessage(), origins[0]);
    }
  }

  private void resource(String path, String text, Element... origins) {
    try {
      FileObject file = processingEnv.getFiler().createResource(StandardLocation.CLASS_OUTPUT, "", path, origins);
      try (Writer w = file.openWriter()) {
        w.write(text);
      }
    } catch (IOException e) {
      processingEnv.getMessager().printMessage(Diagnostic.Kind.ERROR, "cannot write " + path + ": " + e.getMessage(), origins[0]);
    }
  }
}
