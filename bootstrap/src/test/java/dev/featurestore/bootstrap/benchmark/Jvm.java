package dev.featurestore.bootstrap.benchmark;

import com.sun.management.OperatingSystemMXBean;
import com.sun.management.ThreadMXBean;
import com.sun.tools.attach.AttachNotSupportedException;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.CompilationMXBean;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.util.HashMap;
import java.util.Map;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** A JVM of which it is measured what it uses: this one, or another on this machine. */
final class Jvm implements AutoCloseable {
    private final OperatingSystemMXBean system;
    private final ThreadMXBean threads;
    private final MemoryMXBean memory;
    private final CompilationMXBean compilation;
    private final AutoCloseable connection;

    private Jvm(MBeanServerConnection beans, AutoCloseable connection) throws IOException {
        this.system = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, OperatingSystemMXBean.class);
        this.threads = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        this.memory = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        this.compilation = ManagementFactory.newPlatformMXBeanProxy(
                beans, ManagementFactory.COMPILATION_MXBEAN_NAME, CompilationMXBean.class);
        this.connection = connection;
    }

    /** This one. */
    static Jvm own() throws IOException {
        return new Jvm(ManagementFactory.getPlatformMBeanServer(), () -> {});
    }

    /** That of a process of the same user. */
    static Jvm of(long pid) throws IOException {
        try {
            VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
            JMXConnector connector =
                    JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent()));
            machine.detach();
            return new Jvm(connector.getMBeanServerConnection(), connector);
        } catch (AttachNotSupportedException notAJvm) {
            throw new IOException(notAJvm);
        }
    }

    /** Processor time so far. */
    long processorNanos() {
        return system.getProcessCpuTime();
    }

    /** How long the compiler has been at work so far. */
    long compilationMillis() {
        return compilation.getTotalCompilationTime();
    }

    /** Bytes allocated so far by thread; a thread that has ended is missing. */
    Map<Long, Long> allocated() {
        long[] ids = threads.getAllThreadIds();
        long[] bytes = threads.getThreadAllocatedBytes(ids);
        Map<Long, Long> allocated = new HashMap<>();
        for (int i = 0; i < ids.length; i++) {
            allocated.put(ids[i], Math.max(0, bytes[i]));
        }
        return allocated;
    }

    /** Bytes of the heap that are still used after a collection. */
    long heap() {
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    @Override
    public void close() throws Exception {
        connection.close();
    }
}
