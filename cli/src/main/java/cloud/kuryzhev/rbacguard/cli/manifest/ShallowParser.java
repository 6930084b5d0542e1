package cloud.kuryzhev.rbacguard.cli.manifest;

import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.events.CollectionEndEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.exceptions.ParserException;
import org.snakeyaml.engine.v2.parser.ParserImpl;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/** A parser that stops at hostile depth, before the composer's recursion meets it. */
final class ShallowParser extends ParserImpl {

    private static final int MAX_DEPTH = 200;

    private int depth;

    ShallowParser(LoadSettings settings, String text) {
        super(settings, new StreamReader(settings, text));
    }

    @Override
    public Event next() {
        Event event = super.next();
        depth += event instanceof CollectionStartEvent ? 1 : event instanceof CollectionEndEvent ? -1 : 0;
        if (depth > MAX_DEPTH) {
            throw new ParserException("it is nested more than " + MAX_DEPTH + " deep", event.getStartMark());
        }
        return event;
    }
}
