#include "ClientFixture.h"
#include "unit/domain/SampleLogos.h"

#include "store/records/ClientListModel.h"
#include "ui/client/ClientsPage.h"
#include "ui/client/form/LogoField.h"
#include "ui/client/list/ClientList.h"
#include "ui/client/list/ClientLogos.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableView>
#include <QTest>

using namespace gatehouse;
using namespace Qt::StringLiterals;

namespace {

constexpr QColor logoColor(255, 0, 255); // of no theme

QByteArray png(int width, int height)
{
    QImage image(width, height, QImage::Format_RGB32);
    image.fill(logoColor);
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return data;
}

}

/// The logos in the list of client applications.
class TestClientLogos : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_page.reset(), m_fixture.reset(); }

    void savedLogoShowsAndRemovedOneDoesNot();
    void changeByOthersShows();
    void hostilePictureShowsNothing_data();
    void hostilePictureShowsNothing();
    void rowsStayAsTheyAre();
    void onlyRowsThatAreShownAreRead();

private:
    void addLogo(const QString &clientId, const QByteArray &data);
    void showPage();
    QTableView *list() { return m_page->findChild<ClientList *>()->findChild<QTableView *>(); }
    QRect titleRect(int row) { return list()->visualRect(list()->model()->index(row, titleColumn)); }
    int logoPixels(int row);

    static constexpr int titleColumn = int(store::ClientColumn::Title);
    std::unique_ptr<test::ClientFixture> m_fixture;
    std::unique_ptr<ClientsPage> m_page;
};

void TestClientLogos::init()
{
    m_fixture = std::make_unique<test::ClientFixture>();
    m_fixture->addWebClient(u"alpha"_s);
    m_fixture->addWebClient(u"beta"_s);
}

void TestClientLogos::addLogo(const QString &clientId, const QByteArray &data)
{
    ClientApplication client = m_fixture->stored(clientId);
    client.logo = {u"logo.png"_s, data};
    m_fixture->save(client);
}

void TestClientLogos::showPage()
{
    m_page = std::make_unique<ClientsPage>(m_fixture->workplace());
    m_page->resize(1000, 700);
    m_page->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_page.get()));
    m_page->refresh();
    QTRY_COMPARE(list()->model()->rowCount(), 2);
    QTRY_VERIFY(m_page->findChild<LogoField *>());
}

/// How many pixels of the cell with the title have the colour of the logo.
int TestClientLogos::logoPixels(int row)
{
    const QImage cell = list()->viewport()->grab(titleRect(row)).toImage();
    int count = 0;
    for (int y = 0; y < cell.height(); ++y) {
        for (int x = 0; x < cell.width(); ++x)
            count += cell.pixelColor(x, y) == logoColor;
    }
    return count;
}

void TestClientLogos::savedLogoShowsAndRemovedOneDoesNot()
{
    showPage();
    QCOMPARE(logoPixels(0), 0);
    auto *field = m_page->findChild<LogoField *>();
    QTRY_VERIFY(field->isEnabled()); // once the client application is open
    QImage picture;
    QVERIFY(picture.loadFromData(png(200, 200)));
    QGuiApplication::clipboard()->setImage(picture);
    field->setFocus();
    QTest::keySequence(field, QKeySequence::Paste);
    QTRY_VERIFY(m_page->isModified());
    QCOMPARE(logoPixels(0), 0);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(logoPixels(0), 16 * 16);
    QCOMPARE(logoPixels(1), 0);

    const auto buttons = field->findChildren<QPushButton *>();
    const auto remove = std::ranges::find(buttons, u"&Remove"_s, &QPushButton::text);
    QVERIFY(remove != buttons.end());
    (*remove)->click();
    QCOMPARE(logoPixels(0), 16 * 16);
    m_page->trigger(Page::Action::Save);
    QTRY_COMPARE(logoPixels(0), 0);
}

void TestClientLogos::changeByOthersShows()
{
    showPage();
    addLogo(u"beta"_s, png(64, 16));
    QCOMPARE(logoPixels(1), 0);
    m_page->refresh();
    QTRY_COMPARE(logoPixels(1), 16 * 4);
    QCOMPARE(logoPixels(0), 0);
}

void TestClientLogos::hostilePictureShowsNothing_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("headers alone") << samples::png(64, 64);
    QTest::newRow("cut off") << png(64, 64).first(60);
    QTest::newRow("says it is huge") << samples::png(30'000, 30'000);
    QTest::newRow("larger than allowed") << png(2000, 2000);
    QTest::newRow("too many bytes") << png(64, 64) + QByteArray(largestLogoBytes, 'x');
    QTest::newRow("another kind") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>");
}

void TestClientLogos::hostilePictureShowsNothing()
{
    QFETCH(const QByteArray, data);
    addLogo(u"alpha"_s, png(64, 64));
    addLogo(u"beta"_s, png(64, 64));
    const QString key = m_fixture->stored(u"alpha"_s).key;
    const auto written =
        m_fixture->thread()
            .run([=](Database &database) {
                return database.execute(u"UPDATE client_logo SET data = ? WHERE application_id = ?"_s,
                                        {data, key});
            })
            .result();
    QVERIFY(written);
    showPage();
    QTRY_COMPARE(logoPixels(1), 16 * 16);
    QCOMPARE(logoPixels(0), 0);
    const auto *logos = m_page->findChild<ClientLogos *>();
    QTRY_VERIFY2(logos->isBroken(key), "it is silently not shown");
    QVERIFY(!logos->isBroken(m_fixture->stored(u"beta"_s).key));
}

void TestClientLogos::rowsStayAsTheyAre()
{
    showPage();
    const QRect before = titleRect(0);
    const QString text = list()->model()->index(0, titleColumn).data().toString();
    const QImage beside = list()->viewport()->grab(titleRect(0).adjusted(24, 0, 0, 0)).toImage();
    addLogo(u"alpha"_s, png(64, 64));
    m_page->refresh();
    QTRY_COMPARE(logoPixels(0), 16 * 16);
    QCOMPARE(titleRect(0), before);
    QCOMPARE(list()->model()->index(0, titleColumn).data().toString(), text);
    QCOMPARE(list()->viewport()->grab(titleRect(0).adjusted(24, 0, 0, 0)).toImage(), beside);
}

void TestClientLogos::onlyRowsThatAreShownAreRead()
{
    ClientLogos logos(m_fixture->thread());
    QSignalSpy changed(&logos, &ClientLogos::changed);
    QStringList keys;
    for (int i = 0; i < 100; ++i) {
        ClientApplication client = m_fixture->addWebClient(u"client-%1"_s.arg(i));
        client.logo = {u"logo.png"_s, png(16, 16)};
        keys << m_fixture->save(client).key;
    }
    for (const QString &key : std::as_const(keys))
        QVERIFY(logos.logo(key, 2).isNull());
    QVERIFY(changed.wait());
    // The first were scrolled past long before there was time to read them.
    QVERIFY(!logos.logo(keys.last(), 2).isNull());
    QVERIFY(logos.logo(keys.first(), 2).isNull());
    QVERIFY(changed.wait());
    QVERIFY(!logos.logo(keys.first(), 2).isNull());
    QCOMPARE(changed.size(), 2);
}

GATEHOUSE_TEST(TestClientLogos)
#include "tst_clientlogos.moc"
