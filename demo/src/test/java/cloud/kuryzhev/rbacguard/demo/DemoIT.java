package cloud.kuryzhev.rbacguard.demo;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import org.junit.jupiter.api.Test;

class DemoIT {

    @Test
    void everyStepOfTheDemoGoesAsTold() throws InterruptedException {
        var out = new ByteArrayOutputStream();
        int exitCode = Demo.run(false, new PrintStream(out, true, UTF_8));
        String told = out.toString(UTF_8);
        assertThat(exitCode).as(told).isZero();
        assertThat(told).contains("[" + Story.STEPS + "/" + Story.STEPS + "]").doesNotContain("✗");
    }
}
