package org.atoll.runtime.text.multibyte;

import java.util.function.Supplier;
import org.atoll.runtime.text.multibyte.Iso2022.Designation;

/// All encodings by name. Their tables are shared by all interpreters and made when they are first needed.
public final class MultibyteEncodings {
  /// A table that is made once, on demand.
  private static final class Lazy<T> implements Supplier<T> {
    private final Supplier<T> maker;
    private volatile T made;

    Lazy(Supplier<T> maker) {
      this.maker = maker;
    }

    @Override
    public T get() {
      T value = made;
      if (value == null) {
        synchronized (this) {
          value = made;
          if (value == null) {
            value = maker.get();
            made = value;
          }
        }
      }
      return value;
    }
  }

  private static final Supplier<CharacterTable> GB2312 = table("GB2312");
  private static final Supplier<CharacterTable> GBK = table("GBK", false, false, "a2e3:- a892:2295",
      "20ac:- 2295:a892 2641:-");
  private static final Supplier<CharacterTable> GB18030 = table("GB18030", true, false,
      "a6d9:e78d a6da:e78e a6db:e78f a6dc:e790 a6dd:e791 a6de:e792 a6df:e793 a6ec:e794 a6ed:e795 a6f3:e796 a8bc:e7c7 "
          + "fe59:e81e fe61:e826 fe66:e82b fe67:e82c fe6d:e832 fe7e:e843 fe90:e854 fea0:e864",
      "e78d:a6d9 e78e:a6da e78f:a6db e790:a6dc e791:a6dd e792:a6de e793:a6df e794:a6ec e795:a6ed e796:a6f3 e7c7:a8bc "
          + "e81e:fe59 e826:fe61 e82b:fe66 e82c:fe67 e832:fe6d e843:fe7e e854:fe90 e864:fea0 "
          + "1e3f:- 9fb4:- 9fb5:- 9fb6:- 9fb7:- 9fb8:- 9fb9:- 9fba:- 9fbb:- fe10:- fe11:- fe12:- fe13:- fe14:- fe15:- "
          + "fe16:- fe17:- fe18:- fe19:-");
  private static final Supplier<CharacterTable> BIG5 = table("Big5", false, false,
      "a15a:2574 a1c3:ffe3 a1c5:2cd a1fe:ff0f a240:ff3c", "2cd:a1c5 2574:a15a ffe3:a1c3");
  private static final Supplier<CharacterTable> BIG5_HKSCS = table("Big5-HKSCS", false, false,
      "a15a:2574 a1c3:ffe3 a1c5:2cd a1fe:ff0f a240:ff3c 877a-87df:- c6cf:- c6d3:- c6d5:- c6d7:- c6de:- c6df:- "
          + "8862:ca+304 8864:ca+30c 88a3:ea+304 88a5:ea+30c",
      "2cd:a1c5 2574:a15a ffe3:a1c3");
  private static final Supplier<CharacterTable> CP932 = table("windows-31j", true, false,
      "80:80 a0:f8f0 fd:f8f1 fe:f8f2 ff:f8f3 ed40-eefc:*",
      "a2:8191 a3:8192 ac:81ca 80:80 f8f0:a0 f8f1:fd f8f2:fe f8f3:ff 2016:8161 2212:817c 301c:8160");
  private static final Supplier<CharacterTable> CP949 = table("x-windows-949");
  private static final Supplier<CharacterTable> CP950 = table("x-windows-950 Big5", false, false, "",
      "a2:a246 a3:a247 a5:a244 2022:a145 203e:a1c2 223c:a1e3 2550:a2a4 255e:a2a5 2561:a2a7 256a:a2a6 2609:a1f3 2641:a1f2 "
          + "ff64:a14e");
  private static final Supplier<CharacterTable> EUC_JP = table("EUC-JP", false, true, "a1bd:2015",
      "2014:- 2015:a1bd a5:5c 203e:7e ff5e:-");
  private static final Supplier<CharacterTable> EUC_KR = table("EUC-KR", false, false, "a2e8:- a4d4:-",
      "327e:- 3164:a4d4");
  private static final Supplier<CharacterTable> SHIFT_JIS = table("Shift_JIS", false, false, "815c:2015",
      "2014:- 2015:815c a5:5c 203e:7e");
  private static final Supplier<CharacterTable> JOHAB = table("x-Johab", false, false,
      "8441:3000 8442:3131 8443:3132 8445:3134 8448:3137 8449:3139 8451:3141 8453:3142 8455:3145 8456:3146 8457:3147 "
          + "8458:3148 8459:314a 845a:314b 845b:314c 845c:314d 845d:314e", "");
  private static final String BRACKETS = "815c:2015 81d4:2985 81d5:2986";
  private static final String BRACKETS_BACK = "2014:- 2015:815c 2985:81d4 2986:81d5 ff5f:- ff60:-";
  /// The set as its standard has it; Shift JIS and EUC differ in what they make of ASCII.
  private static final Supplier<CharacterTable> JIS_X_0213 = table("x-SJIS_0213", false, false, BRACKETS,
      BRACKETS_BACK);
  private static final String OF_2000 = " 879f:- 889e:- 9873:- 989e:- eaa5:- eff8:- eff9:- effa:- effb:- effc:- fc5a:9b1d";
  private static final String OF_2000_BACK = " 4ff1:- 525d:- 541e:- 5653:- 59f8:- 5c5b:- 5e77:- 7626:- 7e6b:- 9b1c:- "
      + "9b1d:fc5a";
  private static final Supplier<CharacterTable> JIS_X_0213_2000 = table("x-SJIS_0213", false, false,
      BRACKETS + OF_2000, BRACKETS_BACK + OF_2000_BACK);
  private static final String SHIFTED = "815c:2015 815f:5c 81b0:7e 81d4:2985 81d5:2986 5c:a5 7e:203e";
  private static final String SHIFTED_BACK = "5c:815f 7e:81b0 a5:5c 2014:- 2015:815c 203e:7e 2985:81d4 2986:81d5 ff3c:- "
      + "ff5e:- ff5f:- ff60:-";
  private static final Supplier<CharacterTable> SHIFT_JIS_2004 = table("x-SJIS_0213", false, false, SHIFTED,
      SHIFTED_BACK);
  private static final Supplier<CharacterTable> SHIFT_JISX0213 = table("x-SJIS_0213", false, false, SHIFTED + OF_2000,
      SHIFTED_BACK + OF_2000_BACK);

  private static final int WIDE = 0x80;

  private MultibyteEncodings() {}

  private static Supplier<CharacterTable> table(String charsets) {
    return new Lazy<>(() -> new CharacterTable(new CharacterTable.Source(charsets)));
  }

  private static Supplier<CharacterTable> table(String charsets, boolean privateUse, boolean triples, String decoding,
      String encoding) {
    return new Lazy<>(
        () -> new CharacterTable(new CharacterTable.Source(charsets, privateUse, triples, decoding, encoding)));
  }

  /// The encoding by Python's name, or null.
  public static MultibyteEncoding find(String name) {
    return switch (name) {
      case "gb2312" -> new TableEncoding(name, GB2312);
      case "gbk" -> new TableEncoding(name, GBK);
      case "gb18030" -> new Gb18030(GB18030, new Lazy<>(() -> Gb18030.linear(GB18030.get())));
      case "hz" -> new Hz(Plane.ofEuc(GB2312));
      case "big5" -> new TableEncoding(name, BIG5);
      case "big5hkscs" -> new TableEncoding(name, BIG5_HKSCS);
      case "cp932" -> new TableEncoding(name, CP932);
      case "cp949" -> new TableEncoding(name, CP949);
      case "cp950" -> new TableEncoding(name, CP950);
      case "euc_jp" -> new TableEncoding(name, EUC_JP);
      case "euc_kr" -> new EucKr(EUC_KR);
      case "shift_jis" -> new TableEncoding(name, SHIFT_JIS);
      case "johab" -> new TableEncoding(name, JOHAB);
      case "euc_jis_2004" -> new EucJisX0213(name, JIS_X_0213, Plane.ofTriples(EUC_JP));
      case "euc_jisx0213" -> new EucJisX0213(name, JIS_X_0213_2000, Plane.ofTriples(EUC_JP));
      case "shift_jis_2004" -> new TableEncoding(name, SHIFT_JIS_2004);
      case "shift_jisx0213" -> new TableEncoding(name, SHIFT_JISX0213);
      default -> name.startsWith("iso2022_") ? iso2022(name) : null;
    };
  }

  private static MultibyteEncoding iso2022(String name) {
    Designation jis = new Designation('B' | WIDE, 0, Plane.ofEuc(EUC_JP));
    Designation oldJis = new Designation('@' | WIDE, 0, jis.plane());
    Designation supplement = new Designation('D' | WIDE, 0, Plane.ofTriples(EUC_JP));
    Designation roman = new Designation(Iso2022.ROMAN, 0, null);
    Designation korean = new Designation('C' | WIDE, 0, Plane.ofEuc(EUC_KR));
    return switch (name) {
      case "iso2022_kr" -> new Iso2022(name, true, new Designation('C' | WIDE, 1, korean.plane()));
      case "iso2022_jp" -> new Iso2022(name, false, jis, roman, oldJis);
      case "iso2022_jp_1" -> new Iso2022(name, false, jis, supplement, roman, oldJis);
      case "iso2022_jp_2" -> new Iso2022(name, false, jis, supplement, korean,
          new Designation('A' | WIDE, 0, Plane.ofEuc(GB2312)), roman, oldJis, new Designation(Iso2022.LATIN_1, 2, null),
          new Designation(Iso2022.GREEK, 2, null));
      case "iso2022_jp_2004" -> new Iso2022(name, false, jis,
          new Designation('Q' | WIDE, 0, Plane.ofShiftJis(JIS_X_0213, false)),
          new Designation('P' | WIDE, 0, Plane.ofShiftJis(JIS_X_0213, true)));
      case "iso2022_jp_3" -> new Iso2022(name, false, jis,
          new Designation('O' | WIDE, 0, Plane.ofShiftJis(JIS_X_0213_2000, false)),
          new Designation('P' | WIDE, 0, Plane.ofShiftJis(JIS_X_0213_2000, true)));
      case "iso2022_jp_ext" -> new Iso2022(name, false, jis, supplement, roman,
          new Designation(Iso2022.KATAKANA, 0, null), oldJis);
      default -> null;
    };
  }
}
