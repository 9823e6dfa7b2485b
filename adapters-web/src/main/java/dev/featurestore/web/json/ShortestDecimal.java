package dev.featurestore.web.json;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.math.BigInteger;
import java.nio.ByteOrder;

/**
 * Writes binary floating-point numbers with the fewest digits that read back to the same number, exactly as
 * {@link Double#toString(double)} and {@link Float#toString(float)} do from JDK 19 on, but into an array: a batch has
 * thousands of them. The way is that of Raffaello Giulietti's paper "The Schubfach way to render doubles". Thread-safe.
 */
final class ShortestDecimal {
    /** So many bytes are enough for any number. */
    static final int MAX_BYTES = 32;

    /** No number needs more digits. */
    private static final int MAX_DIGITS = 17;

    private static final int DOUBLE_BITS = 52;
    private static final int DOUBLE_MIN_EXPONENT = -1074;
    private static final int DOUBLE_EXPONENTS = 0x7ff;
    private static final int FLOAT_BITS = 23;
    private static final int FLOAT_MIN_EXPONENT = -149;
    private static final int FLOAT_EXPONENTS = 0xff;

    /**
     * Below these multiples of the least number two digits are not exact enough unless they are computed as ten times
     * it.
     */
    private static final int DOUBLE_TINY = 3;

    private static final int FLOAT_TINY = 8;

    private static final int MIN_POWER = -292;
    private static final int MAX_POWER = 324;
    /** For each power of ten the least 126-bit number above it, scaled by a power of two: its upper 63 bits. */
    private static final long[] UPPER = new long[MAX_POWER - MIN_POWER + 1];
    /** Its lower 63 bits. */
    private static final long[] LOWER = new long[UPPER.length];

    private static final long[] POWERS = new long[19];
    private static final int EIGHT_DIGITS = 100_000_000;
    private static final long EIGHT_ZEROS = 0x3030_3030_3030_3030L;
    private static final VarHandle EIGHT_BYTES =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    static {
        for (int power = MIN_POWER; power <= MAX_POWER; power++) {
            BigInteger scaled = scaled(power).add(BigInteger.ONE);
            UPPER[power - MIN_POWER] = scaled.shiftRight(63).longValue();
            LOWER[power - MIN_POWER] = scaled.longValue() & Long.MAX_VALUE;
        }
        POWERS[0] = 1;
        for (int i = 1; i < POWERS.length; i++) {
            POWERS[i] = 10 * POWERS[i - 1];
        }
    }

    private ShortestDecimal() {}

    private static BigInteger scaled(int power) {
        int shift = 125 - log2OfPowerOf10(power);
        if (power < 0) {
            return BigInteger.ONE.shiftLeft(shift).divide(BigInteger.TEN.pow(-power));
        }
        return BigInteger.TEN.pow(power).shiftLeft(shift);
    }

    /** Rounded down; for -2,000 to 2,000, which is enough for all three. */
    private static int log2OfPowerOf10(int power) {
        return (int) ((power * 913_124_641_741L) >> 38);
    }

    private static int log10OfPowerOf2(int power) {
        return (int) ((power * 661_971_961_083L) >> 41);
    }

    private static int log10OfThreeQuartersOfPowerOf2(int power) {
        return (int) ((power * 661_971_961_083L - 274_743_187_321L) >> 41);
    }

    /**
     * Writes a finite number.
     *
     * @param to at least {@link #MAX_BYTES} long
     * @return how many bytes: each a character of ASCII
     */
    static int write(double value, byte[] to) {
        long bits = Double.doubleToRawLongBits(value);
        int biased = (int) (bits >>> DOUBLE_BITS) & DOUBLE_EXPONENTS;
        long fraction = bits & ((1L << DOUBLE_BITS) - 1);
        int start = sign(bits, to);
        if (biased > 0) {
            int exponent = DOUBLE_MIN_EXPONENT - 1 + biased;
            return normal(exponent, fraction, DOUBLE_BITS, DOUBLE_MIN_EXPONENT, to, start);
        }
        return subnormal(fraction, DOUBLE_TINY, DOUBLE_MIN_EXPONENT, to, start);
    }

    /**
     * Writes a finite number of 32 bits.
     *
     * @param to at least {@link #MAX_BYTES} long
     * @return how many bytes: each a character of ASCII
     */
    static int write(float value, byte[] to) {
        int bits = Float.floatToRawIntBits(value);
        int biased = (bits >>> FLOAT_BITS) & FLOAT_EXPONENTS;
        int fraction = bits & ((1 << FLOAT_BITS) - 1);
        int start = sign(bits, to);
        if (biased > 0) {
            int exponent = FLOAT_MIN_EXPONENT - 1 + biased;
            return normal(exponent, fraction, FLOAT_BITS, FLOAT_MIN_EXPONENT, to, start);
        }
        return subnormal(fraction, FLOAT_TINY, FLOAT_MIN_EXPONENT, to, start);
    }

    private static int sign(long bits, byte[] to) {
        if (bits >= 0) {
            return 0;
        }
        to[0] = '-';
        return 1;
    }

    private static int subnormal(long fraction, int tiny, int minExponent, byte[] to, int start) {
        if (fraction == 0) {
            return decimal(0, 0, to, start);
        }
        return fraction < tiny
                ? shortest(minExponent, 10 * fraction, false, -1, to, start)
                : shortest(minExponent, fraction, false, 0, to, start);
    }

    private static int normal(int exponent, long fraction, int bits, int minExponent, byte[] to, int start) {
        long significand = fraction | (1L << bits);
        if (exponent < 0 && exponent >= -bits) {
            long whole = significand >> -exponent;
            if (whole << -exponent == significand) {
                return decimal(whole, 0, to, start);
            }
        }
        boolean nextBelowIsNearer = fraction == 0 && exponent > minExponent;
        return shortest(exponent, significand, nextBelowIsNearer, 0, to, start);
    }

    /**
     * Writes the shortest decimal that is nearer to this number than to the next below and above, the nearest of those
     * that are as short. All three and the decimals are compared as multiples of a quarter of the least decimal's last
     * digit.
     */
    private static int shortest(
            int exponent, long significand, boolean nextBelowIsNearer, int power, byte[] to, int start) {
        int min = nextBelowIsNearer ? log10OfThreeQuartersOfPowerOf2(exponent) : log10OfPowerOf2(exponent);
        int shift = exponent + log2OfPowerOf10(-min) + 2;
        long upper = UPPER[-min - MIN_POWER];
        long lower = LOWER[-min - MIN_POWER];
        long itself = 4 * significand;
        long value = scaled(upper, lower, itself << shift);
        long below = scaled(upper, lower, (nextBelowIsNearer ? itself - 1 : itself - 2) << shift);
        long above = scaled(upper, lower, (itself + 2) << shift);
        // Half way to a neighbour, a decimal reads as whichever of the two is even.
        int margin = (int) significand & 1;
        long digits = value >> 2;
        if (digits >= 100) {
            long fewer = digits / 10 * 10;
            boolean down = below + margin <= 4 * fewer;
            boolean up = 4 * (fewer + 10) + margin <= above;
            if (down != up) {
                return decimal(down ? fewer : fewer + 10, min + power, to, start);
            }
        }
        boolean down = below + margin <= 4 * digits;
        boolean up = 4 * (digits + 1) + margin <= above;
        if (down == up) {
            long middle = 4 * digits + 2;
            down = value < middle || (value == middle && (digits & 1) == 0);
        }
        return decimal(down ? digits : digits + 1, min + power, to, start);
    }

    /** A multiple of a scaled power of ten, rounded down; the last bit is set also if anything was lost. */
    private static long scaled(long upper, long lower, long by) {
        long middle = ((upper * by) >>> 1) + Math.multiplyHigh(lower, by);
        long high = Math.multiplyHigh(upper, by) + (middle >>> 63);
        return high | (((middle & Long.MAX_VALUE) + Long.MAX_VALUE) >>> 63);
    }

    /** Writes {@code digits} times a power of ten, which need not be in lowest terms. */
    private static int decimal(long digits, int power, byte[] to, int start) {
        int length = length(digits);
        int exponent = power + length - 1;
        long all = digits * POWERS[MAX_DIGITS - length];
        if (exponent < 0 && exponent >= -3) {
            to[start] = '0';
            to[start + 1] = '.';
            to[start + 2] = '0';
            to[start + 3] = '0';
            int first = start + 1 - exponent;
            return first + writeDigits(all, to, first);
        }
        return exponent >= 0 && exponent < 7
                ? pointAfter(exponent + 1, all, to, start)
                : scientific(all, exponent, to, start);
    }

    private static int scientific(long digits, int exponent, byte[] to, int start) {
        int end = pointAfter(1, digits, to, start);
        to[end++] = 'E';
        int rest = exponent;
        if (rest < 0) {
            to[end++] = '-';
            rest = -rest;
        }
        if (rest >= 100) {
            to[end++] = digit(rest / 100);
        }
        if (rest >= 10) {
            to[end++] = digit(rest / 10 % 10);
        }
        to[end++] = digit(rest % 10);
        return end;
    }

    /** Writes digits with a point behind so many of them, and at least one digit behind the point. */
    private static int pointAfter(int before, long digits, byte[] to, int start) {
        int end = start + 1 + writeDigits(digits, to, start + 1);
        for (int i = start; i < start + before; i++) {
            to[i] = to[i + 1];
        }
        to[start + before] = '.';
        return Math.max(end, start + before + 2);
    }

    /** How many digits a number has; 1 for 0. */
    private static int length(long number) {
        int guess = ((Long.SIZE - Long.numberOfLeadingZeros(number | 1)) * 1233) >>> 12;
        return number >= POWERS[guess] ? guess + 1 : Math.max(guess, 1);
    }

    /** Writes all {@link #MAX_DIGITS} digits, zeros included; returns how many they are without zeros at the end. */
    private static int writeDigits(long number, byte[] to, int start) {
        long upper = number / EIGHT_DIGITS;
        long first = upper / EIGHT_DIGITS;
        long middle = eight((int) (upper - first * EIGHT_DIGITS));
        long last = eight((int) (number - upper * EIGHT_DIGITS));
        to[start] = digit((int) first);
        EIGHT_BYTES.set(to, start + 1, middle + EIGHT_ZEROS);
        EIGHT_BYTES.set(to, start + 9, last + EIGHT_ZEROS);
        if (last != 0) {
            return MAX_DIGITS - Long.numberOfLeadingZeros(last) / Byte.SIZE;
        }
        return middle != 0 ? 9 - Long.numberOfLeadingZeros(middle) / Byte.SIZE : 1;
    }

    private static byte digit(int value) {
        return (byte) ('0' + value);
    }

    /**
     * The eight digits of a number, one in each byte, the first in the lowest: halved into numbers of four, two and one
     * digits, which are all divided at once. A factor and a shift divide by 100, and by 10, what is small enough.
     */
    private static long eight(int number) {
        long fours = number / 10_000 + ((long) (number % 10_000) << 32);
        long hundreds = ((fours * 10_486) >>> 20) & 0x7f_0000_007fL;
        long twos = hundreds + ((fours - 100 * hundreds) << 16);
        long tens = ((twos * 103) >>> 10) & 0x000f_000f_000f_000fL;
        return tens + ((twos - 10 * tens) << 8);
    }
}
