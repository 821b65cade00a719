#include "support/DraftTyping.h"
#include "ui/client/DraftHistory.h"
#include "ui/client/ValidationController.h"
#include "ui/client/form/LogoField.h"
#include "ui/common/Question.h"

#include <QBuffer>
#include <QClipboard>
#include <QGuiApplication>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <sys/stat.h>

using namespace gatehouse;
using namespace Qt::StringLiterals;

class TestLogoField : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void fileIsTaken();
    void removeTakesItAway();
    void pastedPictureIsTaken();
    void droppedFileIsTaken();
    void brokenFileIsRefused_data();
    void brokenFileIsRefused();
    void whatIsNoFileIsRefused_data();
    void whatIsNoFileIsRefused();
    void largeOneIsOfferedScaled_data();
    void largeOneIsOfferedScaled();
    void machineToMachineHasNone();
    void lateAnswerOfAnotherClientIsDropped();
    void lateAnswerOutlivesASave();

private:
    QString file(const QString &name, const QByteArray &data);
    QPushButton *button(const QString &text);

    QTemporaryDir m_folder;
    std::unique_ptr<ClientDraft> m_draft;
    std::unique_ptr<DraftHistory> m_history;
    std::unique_ptr<ValidationController> m_validation;
    std::unique_ptr<LogoField> m_field;
};

namespace {

QByteArray png(int edge)
{
    QImage image(edge, edge, QImage::Format_RGB32);
    image.fill(Qt::darkGreen);
    QByteArray data;
    QBuffer buffer(&data);
    buffer.open(QIODevice::WriteOnly);
    image.save(&buffer, "png");
    return data;
}

}

void TestLogoField::init()
{
    m_field.reset();
    m_validation.reset();
    m_history.reset();
    m_draft = std::make_unique<ClientDraft>();
    m_history = std::make_unique<DraftHistory>(*m_draft);
    m_validation = std::make_unique<ValidationController>(*m_draft);
    m_field = std::make_unique<LogoField>(*m_draft, *m_validation);
    m_draft->startNew();
    m_field->show();
    QVERIFY(QTest::qWaitForWindowExposed(m_field.get()));
}

QString TestLogoField::file(const QString &name, const QByteArray &data)
{
    QFile target(m_folder.filePath(name));
    if (!target.open(QIODevice::WriteOnly) || target.write(data) != data.size())
        qFatal("no file");
    return target.fileName();
}

QPushButton *TestLogoField::button(const QString &text)
{
    for (auto *candidate : m_field->findChildren<QPushButton *>()) {
        if (candidate->text().remove(u'&') == text)
            return candidate;
    }
    qFatal("no button");
}

void TestLogoField::fileIsTaken()
{
    QVERIFY(!button(u"Remove"_s)->isEnabled());
    const QByteArray data = png(100);
    m_field->takeFile(file(u"brand.png"_s, data));
    QTRY_COMPARE(m_draft->typed().logo, (Logo{u"brand.png"_s, data}));
    QVERIFY(button(u"Remove"_s)->isEnabled());
    QTRY_VERIFY(!m_field->findChild<QLabel *>()->pixmap().isNull());
    QVERIFY(m_field->findChild<QLabel *>()->pixmap().width() <= 64);
}

void TestLogoField::removeTakesItAway()
{
    m_draft->table(ClientField::Logo).setRow(0, {u"a.png"_s, png(10)});
    button(u"Remove"_s)->click();
    QVERIFY(m_draft->typed().logo.data.isEmpty());
    m_history->undoStack().undo();
    QVERIFY(!m_draft->typed().logo.data.isEmpty());
}

void TestLogoField::pastedPictureIsTaken()
{
    QSignalSpy refused(m_field.get(), &LogoField::refused);
    QGuiApplication::clipboard()->setText(u"no picture"_s);
    m_field->setFocus();
    QTest::keyClick(m_field.get(), Qt::Key_V, Qt::ControlModifier);
    QCOMPARE(refused.count(), 1);
    QGuiApplication::clipboard()->setImage(QImage::fromData(png(30)));
    QTest::keyClick(m_field.get(), Qt::Key_V, Qt::ControlModifier);
    QTRY_VERIFY(!m_draft->typed().logo.data.isEmpty());
    QCOMPARE(QImage::fromData(m_draft->typed().logo.data).size(), QSize(30, 30));
}

void TestLogoField::droppedFileIsTaken()
{
    QMimeData mime;
    mime.setUrls({QUrl::fromLocalFile(file(u"dropped.png"_s, png(12)))});
    QVERIFY(m_field->take(mime));
    QTRY_COMPARE(m_draft->typed().logo.name, u"dropped.png"_s);
    QMimeData text;
    text.setText(u"text"_s);
    QVERIFY(!m_field->take(text));
}

void TestLogoField::brokenFileIsRefused_data()
{
    QTest::addColumn<QByteArray>("data");
    QTest::newRow("html named png") << QByteArray("<html></html>");
    QTest::newRow("empty") << QByteArray();
    QTest::newRow("cut off") << png(200).first(60);
    QTest::newRow("svg") << QByteArray("<svg xmlns='http://www.w3.org/2000/svg'/>");
}

void TestLogoField::brokenFileIsRefused()
{
    QFETCH(QByteArray, data);
    QSignalSpy refused(m_field.get(), &LogoField::refused);
    m_field->takeFile(file(u"broken.png"_s, data));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(!refused.first().first().value<Error>().text.isEmpty());
    QVERIFY(m_draft->typed().logo.data.isEmpty());
}

void TestLogoField::whatIsNoFileIsRefused_data()
{
    QTest::addColumn<QString>("path");
    for (const char *path : {"/dev/zero", "/dev/urandom", "pipe", ""})
        QTest::newRow(path) << QString::fromLatin1(path);
}

/// What has no end, and what nobody writes into.
void TestLogoField::whatIsNoFileIsRefused()
{
    QFETCH(QString, path);
    if (!path.startsWith(u'/'))
        path = m_folder.filePath(path);
    if (path.endsWith("pipe"_L1))
        QCOMPARE(::mkfifo(QFile::encodeName(path).constData(), S_IRUSR | S_IWUSR), 0);
    QSignalSpy refused(m_field.get(), &LogoField::refused);
    m_field->takeFile(path);
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(m_draft->typed().logo.data.isEmpty());
}

void TestLogoField::largeOneIsOfferedScaled_data()
{
    QTest::addColumn<int>("answer");
    QTest::newRow("scale down") << 0;
    QTest::newRow("cancel") << 1;
}

void TestLogoField::largeOneIsOfferedScaled()
{
    QFETCH(int, answer);
    Question::answerNext(answer);
    m_field->takeFile(file(u"large.png"_s, png(2000)));
    QTRY_VERIFY(Question::lastAsked());
    const auto asked = Question::lastAsked();
    QCOMPARE(asked->buttons.first(), u"Scale down to 1024 px"_s);
    if (answer == 1) {
        QVERIFY(m_draft->typed().logo.data.isEmpty());
        return;
    }
    QTRY_VERIFY(!m_draft->typed().logo.data.isEmpty());
    QCOMPARE(QImage::fromData(m_draft->typed().logo.data).size(), QSize(1024, 1024));
    QVERIFY(checkLogo(m_draft->typed().logo.data));
}

void TestLogoField::machineToMachineHasNone()
{
    m_draft->table(ClientField::Logo).setRow(0, {u"a.png"_s, png(10)});
    test::type(*m_draft, ClientField::SupportOpenId, false);
    test::type(*m_draft, ClientField::GrantType, u"client_credentials"_s);
    QVERIFY(!button(u"Choose"_s)->isEnabled());
    QVERIFY(!button(u"Remove"_s)->isEnabled());
    test::type(*m_draft, ClientField::SupportOpenId, true);
    QVERIFY(button(u"Remove"_s)->isEnabled());
}

void TestLogoField::lateAnswerOfAnotherClientIsDropped()
{
    m_field->takeFile(file(u"late.png"_s, png(500)));
    ClientApplication other;
    other.key = u"other"_s;
    m_draft->load(other);
    QSignalSpy refused(m_field.get(), &LogoField::refused);
    m_field->takeFile(file(u"broken.png"_s, "broken"));
    QTRY_COMPARE(refused.count(), 1);
    QVERIFY(m_draft->typed().logo.data.isEmpty());
}

void TestLogoField::lateAnswerOutlivesASave()
{
    m_field->takeFile(file(u"late.png"_s, png(500)));
    ClientApplication saved = m_draft->normalized();
    saved.key = u"saved"_s;
    saved.version = 1;
    m_draft->acceptSaved(m_draft->normalized(), saved);
    QVERIFY(!m_draft->isNew());
    QTRY_COMPARE(m_draft->typed().logo.name, u"late.png"_s);
}

GATEHOUSE_TEST(TestLogoField)
#include "tst_logofield.moc"
