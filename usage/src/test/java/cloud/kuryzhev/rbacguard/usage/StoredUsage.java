package cloud.kuryzhev.rbacguard.usage;

import cloud.kuryzhev.rbacguard.usage.store.UsageStore;
import java.io.IOException;
import java.util.stream.Collectors;

/** What a store holds, to be compared with another's that heard the same from elsewhere. */
public final class StoredUsage {

    private StoredUsage() {}

    /** All of it as text, but what names the source. */
    public static String of(UsageStore store) throws IOException {
        StringBuilder text = new StringBuilder();
        store.dump(text);
        return text.toString()
                .lines()
                .filter(line -> !line.contains("\"source\":"))
                .collect(Collectors.joining("\n"));
    }
}
