package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Authorization;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link JsonFields} of a line as kube-apiserver writes it. Everything else is {@link Unusual}, so what it reads, Jackson reads the same. */
final class QuickFields implements JsonFields {

    private final QuickJson json;
    private final KnownParts known;
    private final QuickJson.Reading<Told<User>> caller = () -> Told.of(new UserFields(this).readCaller());
    private final QuickJson.Reading<Told<Authorization>> authorization =
            () -> Told.of(new AuthorizationFields(this).read());

    QuickFields(QuickJson json, KnownParts known) {
        this.json = json;
        this.known = known;
    }

    @Override
    public void forEach(Field field) throws IOException {
        if (!isObject()) {
            return;
        }
        json.open('{');
        if (!json.take('}')) {
            do {
                String name = json.word();
                json.expect(':');
                int value = json.next();
                field.accept(name);
                if (json.position() == value) {
                    json.skip();
                }
            } while (json.take(','));
            json.close('}');
        }
    }

    @Override
    public boolean isObject() throws Unusual {
        return json.isNext('{');
    }

    @Override
    public String text() throws Unusual {
        return bounded(wholeText());
    }

    @Override
    public String word() throws Unusual {
        return json.isNext('"') ? bounded(json.word()) : "";
    }

    private static String bounded(String text) throws Unusual {
        if (text.length() > AuditLineReader.MAX_TEXT) {
            throw new Unusual();
        }
        return text;
    }

    @Override
    public String cutText() throws Unusual {
        String text = wholeText();
        return text.length() > AuditLineReader.MAX_TEXT ? text.substring(0, AuditLineReader.MAX_TEXT) : text;
    }

    @Override
    public String wholeText() throws Unusual {
        return json.isNext('"') ? json.text() : "";
    }

    @Override
    public int number() throws Unusual {
        return json.isNumberNext() ? json.number() : 0;
    }

    @Override
    public User caller() throws IOException {
        return toldCaller().part();
    }

    Told<User> toldCaller() throws IOException {
        return json.known(known.callers, caller);
    }

    @Override
    public Authorization authorization() throws IOException {
        return toldAuthorization().part();
    }

    Told<Authorization> toldAuthorization() throws IOException {
        return json.known(known.authorizations, authorization);
    }

    @Override
    public List<String> texts() throws Unusual {
        if (!json.isNext('[')) {
            return List.of();
        }
        json.open('[');
        List<String> texts = new ArrayList<>();
        if (!json.take(']')) {
            do {
                if (json.isNext('"')) {
                    texts.add(word());
                } else {
                    json.skip();
                }
            } while (json.take(','));
            json.close(']');
        }
        return List.copyOf(texts);
    }

    @Override
    public Map<String, List<String>> textsByName() throws IOException {
        Map<String, List<String>> map = new LinkedHashMap<>();
        forEach(name -> map.put(name, texts()));
        return map;
    }
}
