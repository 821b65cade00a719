#include "ui/records/FieldForm.h"
#include "ui/records/FieldLayout.h"
#include "ui/records/HelpLabel.h"

#include <QApplication>
#include <QCheckBox>
#include <QLineEdit>
#include <QTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace gatehouse;

class TestFieldForm : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void init();
    void cleanup() { m_form.reset(); }
    void labelsNameTheirFields();
    void helpIsReadWithTheField();
    void findingTakesThePlaceOfHelp();
    void reasonIsSaidQuietly();
    void leadsToAField();
    void helpHasTheWidthThatThereIs();
    void helpIsNeverAWindow();

private:
    HelpLabel &help() const { return *m_form->helpOf(u"title"_s); }
    QWidget &title() const { return *m_form->fieldOf(u"title"_s); }

    std::unique_ptr<FieldForm> m_form;
};

void TestFieldForm::init()
{
    m_form = std::make_unique<FieldForm>();
    auto *rows = new FieldLayout(m_form->widget());
    m_form->addText(*rows, u"title"_s, u"&Title"_s, u"What users read."_s);
    m_form->addFlag(*rows, u"enabled"_s, u"&Enabled"_s, {});
    m_form->resize(300, 200);
    m_form->show();
    QVERIFY(QTest::qWaitForWindowActive(m_form.get()));
}

void TestFieldForm::labelsNameTheirFields()
{
    const auto labels = m_form->findChildren<QLabel *>();
    const auto named = std::ranges::find(labels, u"&Title:"_s, &QLabel::text);
    QVERIFY(named != labels.end());
    QCOMPARE((*named)->buddy(), &title());
    QCOMPARE(qobject_cast<QCheckBox *>(m_form->fieldOf(u"enabled"_s))->text(), u"&Enabled"_s);
    QVERIFY(m_form->helpOf(u"enabled"_s)->isHidden());
}

void TestFieldForm::helpIsReadWithTheField()
{
    QCOMPARE(title().accessibleDescription(), u"What users read."_s);
    help().setHelp(u"What they see."_s);
    QCOMPARE(title().accessibleDescription(), u"What they see."_s);
}

void TestFieldForm::findingTakesThePlaceOfHelp()
{
    help().showFinding(u"Too long."_s);
    QCOMPARE(help().text(), u"Too long."_s);
    QCOMPARE(title().accessibleDescription(), u"Too long."_s);
    QVERIFY(help().font().bold());
    help().showFinding(u"Too long."_s, HelpLabel::Light);
    QVERIFY(!help().font().bold());
    QCOMPARE(help().foregroundRole(), QPalette::WindowText);
    help().showFinding({});
    QCOMPARE(help().text(), u"What users read."_s);
    QCOMPARE(help().foregroundRole(), QPalette::PlaceholderText);
}

void TestFieldForm::reasonIsSaidQuietly()
{
    help().showFinding(u"Too long."_s);
    help().showReason(u"Does not apply."_s);
    QCOMPARE(help().text(), u"Does not apply."_s);
    QVERIFY(!help().font().bold());
    QCOMPARE(help().foregroundRole(), QPalette::PlaceholderText);
    help().showReason({});
    QCOMPARE(help().text(), u"What users read."_s);
}

void TestFieldForm::leadsToAField()
{
    QVERIFY(m_form->focusColumn(u"title"_s));
    QCOMPARE(QApplication::focusWidget(), &title());
    QVERIFY(m_form->focusColumn(u"enabled"_s));
    QCOMPARE(QApplication::focusWidget(), m_form->fieldOf(u"enabled"_s));
    QVERIFY(!m_form->focusColumn(u"elsewhere"_s));
}

void TestFieldForm::helpHasTheWidthThatThereIs()
{
    QCOMPARE(help().x(), title().x());
    QWidget narrow;
    auto *rows = new FieldLayout(&narrow, FieldLayout::Narrow);
    auto *edit = new QLineEdit;
    const HelpLabel *below = rows->addField(u"&Title:"_s, edit, u"What users read."_s);
    narrow.show();
    QCOMPARE_LT(below->x(), edit->x());
    QCOMPARE_GT(below->y(), edit->y());
}

void TestFieldForm::helpIsNeverAWindow()
{
    const HelpLabel alone(u"What users read."_s);
    QVERIFY(!alone.isVisible());
}

GATEHOUSE_TEST(TestFieldForm)
#include "tst_fieldform.moc"
