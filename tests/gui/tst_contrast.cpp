#include "ui/common/Contrast.h"

#include <QApplication>
#include <QCheckBox>
#include <QHeaderView>
#include <QPalette>
#include <QTableWidget>
#include <QTest>

#include <cmath>

using namespace gatehouse;
using namespace Qt::StringLiterals;

namespace {

/// WCAG 2.2, contrast ratio, by the formula with 8-bit parts.
double contrastOf(const QColor &one, const QColor &other)
{
    const auto luminance = [](const QColor &color) {
        const auto linear = [](int part) {
            const double share = part / 255.0;
            return share <= 0.04045 ? share / 12.92 : std::pow((share + 0.055) / 1.055, 2.4);
        };
        return 0.2126 * linear(color.red()) + 0.7152 * linear(color.green()) + 0.0722 * linear(color.blue());
    };
    const double a = luminance(one) + 0.05;
    const double b = luminance(other) + 0.05;
    return std::max(a, b) / std::min(a, b);
}

QPalette paletteOf(const QColor &text, const QColor &background)
{
    QPalette palette(background);
    for (const auto group : {QPalette::Active, QPalette::Inactive, QPalette::Disabled}) {
        palette.setColor(group, QPalette::Base, background);
        // As faint as some desktops have it.
        const QColor color = group == QPalette::Disabled ? background.lighter(115) : text;
        for (const auto role : {QPalette::Text, QPalette::WindowText, QPalette::ButtonText})
            palette.setColor(group, role, color);
    }
    return palette;
}

}

class TestContrast : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void followsThePalette();
    void textThatIsEnabledStays();
    void helpIsReadable();
};

void TestContrast::followsThePalette()
{
    QTableWidget table(1, 1);
    table.setEnabled(false);
    QCheckBox box(u"Enabled"_s);
    box.setEnabled(false);
    const QList<std::pair<QColor, QColor>> schemes{{u"#232629"_s, u"#ffffff"_s},
                                                   {u"#fcfcfc"_s, u"#141618"_s},
                                                   {u"#000000"_s, u"#ffffff"_s},
                                                   {u"#888888"_s, u"#202020"_s}};
    for (const auto &[text, background] : schemes) {
        QApplication::setPalette(paletteOf(text, background));
        contrast::makeReadable();
        QCoreApplication::processEvents();
        const QPalette &rows = table.palette();
        const QPalette header = table.horizontalHeader()->palette();
        QCOMPARE(rows.color(QPalette::Disabled, QPalette::Base), background);
        QCOMPARE_GE(contrastOf(rows.color(QPalette::Disabled, QPalette::Text), background), 3.0);
        QCOMPARE_GE(contrastOf(header.color(QPalette::Disabled, QPalette::ButtonText),
                               header.color(QPalette::Disabled, QPalette::Button)),
                    3.0);
        QVERIFY(rows.color(QPalette::Disabled, QPalette::Text) != text);
        const QPalette &label = box.palette();
        QCOMPARE_GE(contrastOf(label.color(QPalette::Disabled, QPalette::WindowText),
                               label.color(QPalette::Disabled, QPalette::Window)),
                    3.0);
        QVERIFY(label.color(QPalette::Disabled, QPalette::WindowText) != text);
    }
}

void TestContrast::textThatIsEnabledStays()
{
    QApplication::setPalette(paletteOf(u"#fcfcfc"_s, u"#141618"_s));
    QTableWidget table(1, 1);
    const auto colors = [&] {
        QList<QColor> found;
        for (const auto role :
             {QPalette::Text, QPalette::Base, QPalette::Highlight, QPalette::HighlightedText})
            found << table.palette().color(QPalette::Active, role);
        return found;
    };
    const QList<QColor> before = colors();
    contrast::makeReadable();
    QCOMPARE(colors(), before);
}

void TestContrast::helpIsReadable()
{
    const QList<std::pair<QColor, QColor>> schemes{
        {u"#232629"_s, u"#eff0f1"_s}, {u"#fcfcfc"_s, u"#202326"_s}, {u"#666666"_s, u"#ffffff"_s}};
    for (const auto &[text, background] : schemes) {
        QApplication::setPalette(paletteOf(text, background));
        contrast::makeReadable();
        const QPalette palette = QApplication::palette();
        for (const auto group : {QPalette::Active, QPalette::Inactive}) {
            const QColor help = palette.color(group, QPalette::PlaceholderText);
            QCOMPARE_GE(contrastOf(help, palette.color(group, QPalette::Window)), 4.5);
            QCOMPARE_GE(contrastOf(help, palette.color(group, QPalette::Base)), 4.5);
            QCOMPARE_GE(contrastOf(help, palette.color(group, QPalette::Button).lighter(130)), 4.5);
            QVERIFY(help != text);
        }
    }
}

GATEHOUSE_TEST(TestContrast)
#include "tst_contrast.moc"
