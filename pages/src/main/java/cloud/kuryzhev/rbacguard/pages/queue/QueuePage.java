package cloud.kuryzhev.rbacguard.pages.queue;

import cloud.kuryzhev.rbacguard.pages.layout.Page;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;

/** All violations that the viewer may list. */
@Controller
final class QueuePage {

    @GetMapping("/queue")
    String page() {
        return "queue/queue";
    }

    @Configuration(proxyBeanMethods = false)
    static class Entry {

        @Bean
        Page queue() {
            return new Page(20, "Queue", "/queue");
        }
    }
}
