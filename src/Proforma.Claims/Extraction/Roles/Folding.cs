namespace Proforma.Claims.Extraction.Roles;

/// <summary>
/// Brings text to one written form, character by character, so that positions stay: full-width forms to ASCII, Latin letters to lower case, dashes and
/// spaces to one of their kind, and the traditional characters that the vocabulary needs to simplified ones.
/// </summary>
internal static class Folding
{
    // Pairs: a traditional character and its simplified one.
    private const string Pairs =
        "億亿萬万約约達达過过營营預预計计長长個个點点幣币圓圆員员總总額额訂订閱阅戶户連连場场資资產产賬账帳账債债費费潤润純纯虧亏損损淨净凈净減减縮缩擴扩漲涨調调報报"
        + "財财稅税後后開开關关銷销單单價价值值門门業业務务際际內内與与較较從从將将僅仅為为爲为間间這这該该們们據据稱称認认說说顯显話话電电動动車车輛辆機机構构歐欧韓韩"
        + "銀银樂乐觀观進进險险準准標标滿满餘余還还實实現现裡里裏里來来幾几兩两雙双參参陸陆貳贰於于並并會会創创績绩終终結结續续級级組组給给"
        + "統统線线經经網网綜综緊紧緩缓編编練练縱纵繳缴變变讓让議议護护讀读證证評评詳详試试詢询該该誌志誠诚課课談谈請请論论諮咨謀谋識识譯译貝贝負负責责貨货販贩貴贵買买貸贷貿贸賀贺"
        + "賃赁賣卖質质賴赖購购贈赠贏赢趨趋跡迹踐践躍跃軍军軟软載载輕轻輪轮輸输轉转辦办農农運运遊游違违遠远適适遞递遲迟選选遺遗邁迈邊边鄉乡醫医釋释針针鋼钢錄录錢钱錯错鍊链鏈链鐵铁"
        + "鑽钻閉闭閣阁闆板闊阔隊队階阶隨随隱隐雖虽雜杂離离難难靈灵靜静響响頁页項项順顺須须頓顿領领頭头頻频題题顆颗願愿類类顧顾風风飛飞飲饮飯饭館馆馬马駐驻駕驾驗验驚惊體体鬆松鬥斗"
        + "魚鱼鮮鲜鳥鸟麗丽麥麦黃黄黨党齊齐齡龄龍龙龐庞龜龟東东兒儿兌兑凍冻別别剛刚劃划劇剧劑剂勁劲勞劳勢势勳勋勵励勝胜區区協协卻却參参吳吴員员問问啟启喪丧嘗尝嚴严圍围園园圖图團团國国"
        + "執执堅坚報报塊块墊垫壓压壞坏壯壮夠够夥伙夾夹奪夺奮奋婦妇學学寧宁實实寫写寬宽寶宝對对導导屆届層层屬属島岛嶺岭幹干廠厂廢废廣广廳厅張张強强彈弹彙汇後后復复徵征徹彻恆恒悅悦懸悬"
        + "應应懷怀懼惧戰战戲戏戶户拋抛挾挟捨舍掃扫掛挂採采揚扬換换揮挥搶抢損损摯挚撐撑撥拨擁拥擇择擊击擔担據据擠挤擬拟擴扩擺摆攔拦攜携攝摄敗败數数斷断時时晉晋暈晕暢畅暫暂曆历曉晓書书"
        + "東东條条柵栅極极榮荣槍枪樓楼樞枢樣样樹树橋桥機机權权欄栏歡欢歲岁歷历歸归殘残殺杀毀毁氣气決决沒没洩泄測测滬沪漸渐潛潜濟济濤涛濱滨灣湾灑洒滅灭災灾無无煉炼煙烟熱热爐炉爭争爺爷"
        + "獎奖獨独獲获環环瓊琼畝亩畢毕畫画異异當当疊叠療疗盜盗盡尽監监盤盘眾众礎础禮礼種种稱称穀谷穩稳積积窮穷競竞筆笔節节範范築筑簡简簽签籌筹籤签糧粮紅红紐纽納纳紙纸紛纷細细紹绍絕绝"
        + "絡络維维網网緒绪緯纬縣县繁繁織织繪绘繼继罷罢羅罗義义習习聖圣聞闻聯联聰聪聲声職职聽听肅肃脫脱腦脑臉脸臨临舉举舊旧艦舰艱艰藝艺葉叶蓋盖蓮莲藍蓝蘇苏蘭兰處处虛虚號号術术衛卫衝冲"
        + "補补裝装製制複复見见規规視视親亲覺觉覽览觸触訊讯討讨訓训記记許许設设訪访診诊詞词誤误語语誰谁謝谢證证警警譽誉豐丰貢贡貧贫貼贴賓宾賞赏賠赔賽赛贊赞趕赶跌跌較较辭辞邏逻郵邮鄰邻"
        + "釀酿鈔钞鉛铅銅铜鋁铝鋰锂鋪铺錦锦鎖锁鎮镇鐘钟閒闲闖闯陣阵陰阴陳陈陽阳隸隶雲云霧雾頒颁預预額额顛颠飾饰養养騎骑騰腾驅驱髮发發发麼么點点臺台檯台週周祇只夥伙佔占份份仙仙厘厘溢溢";

    private static readonly char[] Table = Build();

    public static char Fold(char c) => Table[c];

    public static char[] Fold(string text)
    {
        var folded = new char[text.Length];
        for (int i = 0; i < folded.Length; i++)
        {
            folded[i] = Table[text[i]];
        }

        return folded;
    }

    private static char[] Build()
    {
        var table = new char[char.MaxValue + 1];
        for (int i = 0; i < table.Length; i++)
        {
            char c = (char)i;
            table[i] = c is >= 'A' and <= 'Z' ? (char)(c | 0x20) : c;
        }

        for (char c = '\uFF01'; c <= '\uFF5E'; c++)
        {
            char narrow = (char)(c - 0xFEE0);
            table[c] = table[narrow];
        }

        // A Chinese comma between clauses must not be taken for a thousands separator.
        table['\uFF0C'] = '\uFF0C';
        Set(table, "\u00A0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000\t\n\r", ' ');
        Set(table, "\u2010\u2011\u2012\u2013\u2212\uFE63\uFF0D", '-');
        Set(table, "\u2014\u2015\u2E3A\u2500", '\u2014');
        Set(table, "\u301C\u223C\uFF5E\u02DC", '~');
        Set(table, "\u2018\u2019\u02BC\uFF07", '\'');
        Set(table, "\u201C\u201D\u300C\u300D\u300E\u300F\uFF02", '"');
        table['\uFFE5'] = '¥';
        table['\uFFE1'] = '£';
        table['\u3007'] = '零';
        for (int i = 0; i + 1 < Pairs.Length; i += 2)
        {
            table[Pairs[i]] = Pairs[i + 1];
        }

        return table;
    }

    private static void Set(char[] table, string from, char to)
    {
        foreach (char c in from)
        {
            table[c] = to;
        }
    }
}
