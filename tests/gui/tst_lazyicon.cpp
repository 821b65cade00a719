#include "ui/common/Contrast.h"
#include "ui/common/LazyIcon.h"

#include <QPainter>
#include <QStyleFactory>
#include <QStyleOption>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

namespace {

QIcon checkered()
{
    QPixmap pixmap(32, 32);
    pixmap.fill(Qt::red);
    QPainter painter(&pixmap);
    painter.fillRect(0, 0, 16, 32, Qt::blue);
    return QIcon(pixmap);
}

QImage painted(const QIcon &icon)
{
    QImage image(32, 32, QImage::Format_ARGB32);
    image.fill(Qt::white);
    QPainter painter(&image);
    icon.paint(&painter, image.rect());
    return image;
}

}

class TestLazyIcon : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void isMadeOnceWhenItIsSeen();
    void looksLikeWhatItStandsFor_data();
    void looksLikeWhatItStandsFor();
    void copiesAreSeenAlike();
    void styleGivesTheSameIcons_data();
    void styleGivesTheSameIcons();
    void uncheckedBoxesAreSeenInTheDark_data();
    void uncheckedBoxesAreSeenInTheDark();
};

void TestLazyIcon::isMadeOnceWhenItIsSeen()
{
    int made = 0;
    const QIcon icon = lazyIcon([&made] { return ++made, checkered(); });
    QCOMPARE(made, 0);
    QCOMPARE(painted(icon), painted(checkered()));
    QCOMPARE(painted(icon), painted(checkered()));
    QCOMPARE(made, 1);
}

void TestLazyIcon::looksLikeWhatItStandsFor_data()
{
    QTest::addColumn<double>("scale");
    QTest::addColumn<QIcon::Mode>("mode");
    for (const double scale : {1.0, 1.5, 2.0}) {
        QTest::addRow("enabled at %.1f", scale) << scale << QIcon::Normal;
        QTest::addRow("disabled at %.1f", scale) << scale << QIcon::Disabled;
    }
}

void TestLazyIcon::looksLikeWhatItStandsFor()
{
    QFETCH(const double, scale);
    QFETCH(const QIcon::Mode, mode);
    const QSize size(16, 16);
    const QPixmap expected = checkered().pixmap(size, scale, mode);
    const QPixmap given = lazyIcon(checkered).pixmap(size, scale, mode);
    QCOMPARE(given.devicePixelRatio(), expected.devicePixelRatio());
    QCOMPARE(given.toImage(), expected.toImage());
}

void TestLazyIcon::copiesAreSeenAlike()
{
    QIcon copy = lazyIcon(checkered);
    copy.detach();
    QCOMPARE(painted(copy), painted(checkered()));
    QCOMPARE(copy.availableSizes(), checkered().availableSizes());
    QVERIFY(lazyIcon([] { return QIcon(); }).isNull());
}

void TestLazyIcon::styleGivesTheSameIcons_data()
{
    QTest::addColumn<QStyle::StandardPixmap>("which");
    QTest::newRow("more in a toolbar") << QStyle::SP_ToolBarHorizontalExtensionButton;
    QTest::newRow("clear a text") << QStyle::SP_LineEditClearButton;
    QTest::newRow("warning") << QStyle::SP_MessageBoxWarning;
}

void TestLazyIcon::styleGivesTheSameIcons()
{
    QFETCH(const QStyle::StandardPixmap, which);
    const std::unique_ptr<QStyle> usual(QStyleFactory::create(u"fusion"_s));
    LazyIconStyle style;
    style.setBaseStyle(QStyleFactory::create(u"fusion"_s));
    const QStyleOption option;
    const QSize size(24, 24);
    const QImage expected = usual->standardIcon(which, &option).pixmap(size).toImage();
    QVERIFY(!expected.isNull());
    QCOMPARE(style.standardIcon(which, &option, nullptr).pixmap(size).toImage(), expected);
    QCOMPARE(style.standardIcon(which, nullptr, nullptr).pixmap(size).toImage(),
             usual->standardIcon(which).pixmap(size).toImage());
}

void TestLazyIcon::uncheckedBoxesAreSeenInTheDark_data()
{
    QTest::addColumn<QStyle::PrimitiveElement>("element");
    QTest::addColumn<QPalette::ColorRole>("behind");
    QTest::newRow("check box") << QStyle::PE_IndicatorCheckBox << QPalette::Window;
    QTest::newRow("check of a row") << QStyle::PE_IndicatorItemViewItemCheck << QPalette::Base;
    QTest::newRow("radio button") << QStyle::PE_IndicatorRadioButton << QPalette::Window;
}

void TestLazyIcon::uncheckedBoxesAreSeenInTheDark()
{
    QFETCH(const QStyle::PrimitiveElement, element);
    QFETCH(const QPalette::ColorRole, behind);
    LazyIconStyle style;
    style.setBaseStyle(QStyleFactory::create(u"fusion"_s));
    QStyleOptionButton option;
    option.palette = QPalette(QColor(0x29, 0x2c, 0x30), QColor(0x20, 0x23, 0x26));
    option.palette.setColor(QPalette::Base, QColor(0x14, 0x16, 0x18));
    option.palette.setColor(QPalette::Text, QColor(0xfc, 0xfc, 0xfc));
    option.state = QStyle::State_Enabled | QStyle::State_Off;
    option.rect = QRect(4, 4, 14, 14);
    QImage image(24, 24, QImage::Format_RGB32);
    const QColor background = option.palette.color(behind);
    image.fill(background);
    QPainter painter(&image);
    style.drawPrimitive(element, &option, &painter, nullptr);
    painter.end();
    QVERIFY(contrast::ratio(image.pixelColor(4, 10), background) >= 3);
    QVERIFY(contrast::ratio(image.pixelColor(10, 4), background) >= 3);
}

GATEHOUSE_TEST(TestLazyIcon)
#include "tst_lazyicon.moc"
