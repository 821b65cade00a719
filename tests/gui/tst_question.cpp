#include "ui/common/Question.h"

#include <QMessageBox>
#include <QPushButton>
#include <QTest>

#include <algorithm>

using namespace gatehouse;
using namespace Qt::StringLiterals;

/// The box that a person sees, and not the answer that tests of pages give beforehand.
class TestQuestion : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void namesInButtonsAreShownAsTheyAre();
    void longNamesLeaveRoomForTheOtherButton();
    void escapeChangesNothing();
};

namespace {

Question deletion(const QString &name)
{
    return {.title = u"Delete"_s,
            .text = u"Delete it?"_s,
            .details = {},
            .buttons = {u"Delete \"%1\""_s.arg(name), u"Cancel"_s},
            .destructive = 0};
}

/// The box orders its buttons as the desktop does.
QAbstractButton *deletingButton(const QMessageBox &box)
{
    const auto buttons = box.buttons();
    const auto found =
        std::ranges::find_if(buttons, [&](QAbstractButton *button) { return button != box.defaultButton(); });
    return found == buttons.end() ? nullptr : *found;
}

}

void TestQuestion::namesInButtonsAreShownAsTheyAre()
{
    QWidget parent;
    deletion(u"R&D"_s).ask(&parent, [](int) {});
    const auto *box = parent.findChild<QMessageBox *>();
    QCOMPARE(deletingButton(*box)->text(), u"Delete \"R&&D\""_s);
    QCOMPARE(deletingButton(*box)->shortcut(), QKeySequence());
}

void TestQuestion::longNamesLeaveRoomForTheOtherButton()
{
    QWidget parent;
    deletion(QString(500, u'm')).ask(&parent, [](int) {});
    const auto *box = parent.findChild<QMessageBox *>();
    const QString label = deletingButton(*box)->text();
    QVERIFY(label.startsWith(u"Delete \"m"_s) && label.endsWith(u"m\""_s));
    QVERIFY(deletingButton(*box)->sizeHint().width() < 800);
}

void TestQuestion::escapeChangesNothing()
{
    QWidget parent;
    int answered = -1;
    deletion(u"shop"_s).ask(&parent, [&answered](int answer) { answered = answer; });
    auto *box = parent.findChild<QMessageBox *>();
    QCOMPARE(box->defaultButton()->text(), u"Cancel"_s);
    QTest::keyClick(box, Qt::Key_Escape);
    QTRY_COMPARE(answered, 1);
}

GATEHOUSE_TEST(TestQuestion)
#include "tst_question.moc"
