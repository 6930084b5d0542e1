package cloud.kuryzhev.rbacguard.kube;

import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.api.StreamDataWriter;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.emitter.Emitter;
import org.snakeyaml.engine.v2.events.DocumentEndEvent;
import org.snakeyaml.engine.v2.events.DocumentStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.ImplicitTuple;
import org.snakeyaml.engine.v2.events.MappingEndEvent;
import org.snakeyaml.engine.v2.events.MappingStartEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.events.SequenceEndEvent;
import org.snakeyaml.engine.v2.events.SequenceStartEvent;
import org.snakeyaml.engine.v2.events.StreamEndEvent;
import org.snakeyaml.engine.v2.events.StreamStartEvent;

/**
 * YAML documents as they are said, without a tree of them. Strings are quoted that YAML 1.1 takes for something else, such as {@code on}
 * and {@code 1_000}: kubectl reads YAML 1.1 ({@code sigs.k8s.io/yaml}), and RBAC objects hold strings only.
 */
final class YamlText {

    private static final DumpSettings BLOCKS =
            DumpSettings.builder().setDefaultFlowStyle(FlowStyle.BLOCK).build();
    private static final Set<String> WORDS = Set.of("y", "n", "yes", "no", "on", "off", "true", "false", "null");
    private static final Event DOCUMENT = new DocumentStartEvent(true, Optional.empty(), Map.of());
    private static final Event MAPPING =
            new MappingStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK);
    private static final Event SEQUENCE =
            new SequenceStartEvent(Optional.empty(), Optional.empty(), true, FlowStyle.BLOCK);
    private static final ImplicitTuple PLAIN = new ImplicitTuple(true, true);
    private static final ImplicitTuple QUOTED = new ImplicitTuple(false, true);

    private final StringBuilder text = new StringBuilder();
    private final Emitter emitter = new Emitter(BLOCKS, new Appending(text));

    private record Appending(StringBuilder text) implements StreamDataWriter {

        @Override
        public void write(String part) {
            text.append(part);
        }

        @Override
        public void write(String part, int from, int length) {
            text.append(part, from, from + length);
        }
    }

    YamlText() {
        emitter.emit(new StreamStartEvent());
    }

    /** A document of the fields that {@code fields} says. */
    void document(Runnable fields) {
        emitter.emit(DOCUMENT);
        mapping(fields);
        emitter.emit(new DocumentEndEvent(false));
    }

    void field(String name, String value) {
        scalar(name);
        scalar(value);
    }

    void field(String name, Runnable fields) {
        scalar(name);
        mapping(fields);
    }

    /** A list of strings; no field where it is empty. */
    void field(String name, Collection<String> values) {
        list(name, values, this::scalar);
    }

    /** A list with fields of each; no field where it is empty. */
    <T> void each(String name, Collection<T> values, Consumer<T> fields) {
        list(name, values, value -> mapping(() -> fields.accept(value)));
    }

    private <T> void list(String name, Collection<T> values, Consumer<T> each) {
        if (!values.isEmpty()) {
            scalar(name);
            emitter.emit(SEQUENCE);
            values.forEach(each);
            emitter.emit(new SequenceEndEvent());
        }
    }

    private void mapping(Runnable fields) {
        emitter.emit(MAPPING);
        fields.run();
        emitter.emit(new MappingEndEvent());
    }

    private void scalar(String value) {
        emitter.emit(new ScalarEvent(
                Optional.empty(), Optional.empty(), isPlain(value) ? PLAIN : QUOTED, value, ScalarStyle.PLAIN));
    }

    private static boolean isPlain(String value) {
        char first = value.isEmpty() ? ' ' : value.charAt(0);
        boolean begins = first == '/' || (first >= 'a' && first <= 'z') || (first >= 'A' && first <= 'Z');
        return begins && !WORDS.contains(value.toLowerCase(Locale.ROOT));
    }

    /** All of it; nothing can be said any more. */
    String end() {
        emitter.emit(new StreamEndEvent());
        return text.toString();
    }
}
