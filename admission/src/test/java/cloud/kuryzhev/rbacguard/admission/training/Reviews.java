package cloud.kuryzhev.rbacguard.admission.training;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;

/** What an API server asks: the harmless most often. */
record Reviews(List<Asked> turn) {

    record Asked(String path, String body) {}

    static Reviews read() throws IOException {
        String role = text("role");
        String binding = text("binding");
        return new Reviews(List.of(
                new Asked("/validate", role),
                new Asked("/validate", binding),
                new Asked("/validate", role),
                new Asked("/mutate", binding),
                new Asked("/guard", role),
                new Asked("/validate", role.replace("[\"create\",\"patch\"]", "[\"*\"]"))));
    }

    private static String text(String of) throws IOException {
        try (InputStream in = Objects.requireNonNull(Reviews.class.getResourceAsStream("/warm-up-" + of + ".json"))) {
            return new String(in.readAllBytes(), UTF_8);
        }
    }
}
