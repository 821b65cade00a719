#include "ui/client/consent/ConsentPreviewTab.h"

#include "draft/ClientDraft.h"
#include "store/TableModel.h"
#include "ui/client/ValidationController.h"
#include "ui/client/consent/ConsentView.h"
#include "ui/client/consent/StandIn.h"
#include "ui/common/KeyComboBox.h"
#include "ui/layout/FlowLayout.h"
#include "ui/tables/RowStyle.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QHeaderView>
#include <QLabel>
#include <QScrollArea>
#include <QTableView>
#include <QTimer>

#include <algorithm>
#include <chrono>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr int phoneWidth = 360;
constexpr int deskWidth = 640;
constexpr std::chrono::milliseconds typingPause{60}; // one page for a burst of changes

/// Who is greeted on the page: somebody who exists, so that the example is true to life.
QString exampleUser(const QList<User> &users)
{
    const auto person =
        std::ranges::find_if(users, [](const User &user) { return !user.serviceAccount && user.enabled; });
    if (person == users.end())
        return ConsentPreviewTab::tr("Alex Example");
    return person->name.isEmpty() ? person->userId : person->name;
}

}

ConsentPreviewTab::ConsentPreviewTab(const Workplace &workplace, ClientDraft &draft,
                                     ValidationController &validation, QWidget *parent)
    : QWidget(parent)
    , m_draft(draft)
    , m_validation(validation)
    , m_soon(new QTimer(this))
    , m_language(new KeyComboBox)
    , m_all(new QCheckBox(tr("All side &by side")))
    , m_appearance(new KeyComboBox)
    , m_phone(new QCheckBox(tr("Phone &width")))
    , m_note(new QLabel)
    , m_scroll(new QScrollArea)
    , m_complete(new QLabel)
    , m_list(new QTableView)
    , m_standIns(new TableModel<StandIn>({{tr("Language"), &StandIn::language},
                                          {tr("Missing text"), &StandIn::text},
                                          {tr("What stands in"), &StandIn::source}},
                                         this))
    , m_output(new ConsentOutput(workplace, [this] { return shownPages(); }))
{
    auto *content = new QWidget;
    m_views = new QHBoxLayout(content);
    m_views->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
    m_scroll->setWidget(content);
    m_scroll->setWidgetResizable(true);
    m_scroll->setFocusPolicy(Qt::NoFocus);
    m_scroll->setMinimumHeight(120);
    m_note->setWordWrap(true);
    m_note->setTextFormat(Qt::PlainText);
    buildList();
    auto *layout = new QVBoxLayout(this);
    layout->addLayout(buildChoices());
    layout->addWidget(m_note);
    layout->addWidget(m_scroll, 1);
    layout->addWidget(m_complete);
    layout->addWidget(m_list);
    layout->addWidget(m_output);

    m_soon->setSingleShot(true);
    m_soon->setInterval(typingPause);
    connect(m_soon, &QTimer::timeout, this, &ConsentPreviewTab::showPreview);
    connect(&validation, &ValidationController::validated, this, &ConsentPreviewTab::showSoon);
    connect(m_output, &ConsentOutput::saved, this, &ConsentPreviewTab::saved);
    connect(m_output, &ConsentOutput::failed, this, &ConsentPreviewTab::failed);
    showPreview();
}

QLayout *ConsentPreviewTab::buildChoices()
{
    m_appearance->setItems({{u"light"_s, tr("Light")}, {u"dark"_s, tr("Dark")}});
    auto *languageLabel = new QLabel(tr("Lan&guage:"));
    languageLabel->setBuddy(m_language);
    auto *appearanceLabel = new QLabel(tr("A&ppearance:"));
    appearanceLabel->setBuddy(m_appearance);
    m_language->setMinimumContentsLength(14);
    m_language->setMinimumWidth(64); // may be cut off before the window grows
    m_appearance->setMinimumContentsLength(5);
    const auto together = [](QWidget *label, QWidget *field) {
        auto *pair = new QHBoxLayout;
        pair->addWidget(label);
        pair->addWidget(field);
        return pair;
    };
    auto *row = new FlowLayout;
    row->addItem(together(languageLabel, m_language));
    row->addWidget(m_all);
    row->addItem(together(appearanceLabel, m_appearance));
    row->addWidget(m_phone);
    connect(m_language, &KeyComboBox::keyChosen, this, &ConsentPreviewTab::showPreview);
    connect(m_appearance, &KeyComboBox::keyChosen, this, &ConsentPreviewTab::showPreview);
    connect(m_all, &QCheckBox::toggled, this, &ConsentPreviewTab::showPreview);
    connect(m_phone, &QCheckBox::toggled, this, &ConsentPreviewTab::showPreview);
    return row;
}

void ConsentPreviewTab::buildList()
{
    m_list->setModel(m_standIns);
    m_list->setAccessibleName(tr("Missing texts"));
    styleRows(*m_list);
    m_list->setMaximumHeight(96);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(0, 160);
    m_list->setColumnWidth(1, 280);
    m_complete->setText(tr("No text is missing."));
    m_complete->setForegroundRole(QPalette::PlaceholderText);
}

int ConsentPreviewTab::pageWidth() const
{
    return m_phone->isChecked() || m_all->isChecked() ? phoneWidth : deskWidth;
}

QList<consent::ConsentPage> ConsentPreviewTab::pages() const
{
    if (!m_draft.isOpen())
        return {};
    const ClientRecords &records = m_validation.records();
    const consent::ConsentContext context{records.languages, records.customResources, records.apiScopes,
                                          exampleUser(records.users)};
    QStringList tags{m_language->key()};
    if (m_all->isChecked()) {
        tags.clear();
        for (const Language &language : records.languages)
            tags << language.tag;
    }
    QList<consent::ConsentPage> made;
    const ClientApplication client = m_draft.normalized();
    for (const QString &tag : tags)
        made << consent::consentPage(client, tag, context);
    return made;
}

void ConsentPreviewTab::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    showPreview();
}

void ConsentPreviewTab::showSoon()
{
    if (isVisible() && !m_soon->isActive())
        m_soon->start();
}

void ConsentPreviewTab::showPreview()
{
    showLanguages();
    const QList<consent::ConsentPage> made = pages();
    const bool asks = !made.isEmpty() && made.first().whyNot.isEmpty();
    if (made.isEmpty())
        m_note->setText(tr("Choose a client application."));
    else
        m_note->setText(asks ? made.first().notes.join(u' ') : made.first().whyNot);
    m_note->setVisible(!m_note->text().isEmpty());
    m_scroll->setVisible(asks);
    m_output->setEnabled(asks);
    showPages(asks ? made : QList<consent::ConsentPage>());
    showStandIns(asks ? made : QList<consent::ConsentPage>());
}

void ConsentPreviewTab::showLanguages()
{
    QList<KeyComboBox::Item> items;
    for (const Language &language : m_validation.records().languages)
        items << KeyComboBox::Item{language.tag, u"%1 (%2)"_s.arg(language.nativeName, language.tag)};
    m_language->setItems(items);
    m_language->setEnabled(!m_all->isChecked());
    m_phone->setEnabled(!m_all->isChecked());
}

void ConsentPreviewTab::showPages(const QList<consent::ConsentPage> &pages)
{
    const auto appearance =
        m_appearance->key() == "dark"_L1 ? consent::Appearance::Dark : consent::Appearance::Light;
    while (m_views->count() < pages.size())
        m_views->addWidget(new ConsentView, 0, Qt::AlignTop);
    for (int i = 0; i < m_views->count(); ++i) {
        auto *view = static_cast<ConsentView *>(m_views->itemAt(i)->widget());
        view->setVisible(i < pages.size());
        if (i < pages.size()) {
            view->setAccessibleName(tr("Consent page, %1").arg(pages.at(i).language));
            view->showPage(consent::toHtml(pages.at(i), appearance), pageWidth());
        }
    }
}

void ConsentPreviewTab::showStandIns(const QList<consent::ConsentPage> &pages)
{
    const QList<StandIn> found = standIns(pages, m_validation.records().languages);
    if (found != m_standIns->rows())
        m_standIns->setRows(found);
    m_list->setVisible(!found.isEmpty());
    m_complete->setVisible(!pages.isEmpty() && found.isEmpty());
}

ConsentOutput::Pages ConsentPreviewTab::shownPages()
{
    showPreview();
    const QString language = m_all->isChecked() ? tr("all") : m_language->key();
    ConsentOutput::Pages pages{{}, pageWidth(), u"consent-%1-%2"_s.arg(m_draft.typed().clientId, language)};
    pages.baseName.replace(u'/', u'-');
    for (int i = 0; i < m_views->count(); ++i) {
        const auto *view = static_cast<ConsentView *>(m_views->itemAt(i)->widget());
        if (!view->isHidden())
            pages.html << view->html();
    }
    return pages;
}

}
