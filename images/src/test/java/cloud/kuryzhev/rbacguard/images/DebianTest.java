package cloud.kuryzhev.rbacguard.images;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told where Debian's packages cannot be had. */
class DebianTest {

    @TempDir
    private Path cache;

    @Test
    void packagesThatCannotBeHadAreTheReasonInOneLineWhetherThereIsAptOrNot() {
        var nowhere = new Debian(cache, Processor.ARM64, "deb [trusted=yes] file:" + cache + "/none trixie main\n");

        assertThatThrownBy(() -> nowhere.packages(List.of("libc6")))
                .isInstanceOf(IOException.class)
                .message()
                .contains("apt-get")
                .hasLineCount(1);
    }
}
