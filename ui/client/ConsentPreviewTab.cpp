#include "ui/client/ConsentPreviewTab.h"

#include "ui/client/ClientDraft.h"
#include "ui/client/ConsentView.h"
#include "ui/client/StandInModel.h"
#include "ui/client/ValidationController.h"
#include "ui/common/Icons.h"
#include "ui/common/KeyComboBox.h"
#include "ui/consent/Background.h"
#include "ui/consent/ConsentRenderer.h"

#include <QBoxLayout>
#include <QCheckBox>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QHeaderView>
#include <QLabel>
#include <QMimeData>
#include <QPushButton>
#include <QScrollArea>
#include <QStandardPaths>
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

QString suffixOf(ConsentFileKind kind)
{
    switch (kind) {
    case ConsentFileKind::Png:
        return u"png"_s;
    case ConsentFileKind::Pdf:
        return u"pdf"_s;
    case ConsentFileKind::Html:
        return u"html"_s;
    }
    return {};
}

}

ConsentPreviewTab::ConsentPreviewTab(ClientDraft &draft, ValidationController &validation, QWidget *parent)
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
    , m_standIns(new StandInModel(this))
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
    layout->addLayout(buildButtons());

    m_soon->setSingleShot(true);
    m_soon->setInterval(typingPause);
    connect(m_soon, &QTimer::timeout, this, &ConsentPreviewTab::showPreview);
    connect(&validation, &ValidationController::validated, this, &ConsentPreviewTab::showSoon);
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
    auto *row = new QHBoxLayout;
    for (QWidget *widget : std::initializer_list<QWidget *>{languageLabel, m_language, m_all, appearanceLabel,
                                                            m_appearance, m_phone})
        row->addWidget(widget);
    row->addStretch();
    connect(m_language, &KeyComboBox::keyChosen, this, &ConsentPreviewTab::showPreview);
    connect(m_appearance, &KeyComboBox::keyChosen, this, &ConsentPreviewTab::showPreview);
    connect(m_all, &QCheckBox::toggled, this, &ConsentPreviewTab::showPreview);
    connect(m_phone, &QCheckBox::toggled, this, &ConsentPreviewTab::showPreview);
    return row;
}

QLayout *ConsentPreviewTab::buildButtons()
{
    auto *row = new QHBoxLayout;
    addSave(*row, tr("Save as P&NG"), ConsentFileKind::Png);
    addSave(*row, tr("Save as P&DF"), ConsentFileKind::Pdf);
    addSave(*row, tr("Save as HT&ML"), ConsentFileKind::Html);
    auto *copyButton = new QPushButton(icons::themed("edit-copy"), tr("Cop&y"));
    copyButton->setToolTip(tr("Copies the picture, and the page as HTML."));
    connect(copyButton, &QPushButton::clicked, this, &ConsentPreviewTab::copy);
    row->addWidget(copyButton);
    row->addStretch();
    m_buttons << copyButton;
    return row;
}

void ConsentPreviewTab::addSave(QBoxLayout &buttons, const QString &label, ConsentFileKind kind)
{
    auto *button = new QPushButton(icons::themed("document-save-as"), label);
    connect(button, &QPushButton::clicked, this, [this, kind] { chooseFile(kind); });
    buttons.addWidget(button);
    m_buttons << button;
}

void ConsentPreviewTab::buildList()
{
    m_list->setModel(m_standIns);
    m_list->setAccessibleName(tr("Missing texts"));
    m_list->setSelectionBehavior(QTableView::SelectRows);
    m_list->setTabKeyNavigation(false);
    m_list->setShowGrid(false);
    m_list->setWordWrap(false);
    m_list->setMaximumHeight(96);
    m_list->verticalHeader()->hide();
    m_list->verticalHeader()->setDefaultSectionSize(m_list->fontMetrics().height() + 6);
    m_list->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_list->horizontalHeader()->setStretchLastSection(true);
    m_list->setColumnWidth(StandInModel::LanguageName, 160);
    m_list->setColumnWidth(StandInModel::Text, 280);
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
    for (QPushButton *button : std::as_const(m_buttons))
        button->setEnabled(asks);
    showPages(asks ? made : QList<consent::ConsentPage>());
    showStandIns(asks ? made : QList<consent::ConsentPage>());
}

void ConsentPreviewTab::showLanguages()
{
    QList<KeyComboBox::Item> items;
    for (const Language &language : m_validation.records().languages)
        items << KeyComboBox::Item{language.tag, u"%1 (%2)"_s.arg(language.nativeName, language.tag)};
    const bool isFirst = m_language->count() == 0 || m_language->key().isEmpty();
    m_language->setItems(items);
    if (isFirst && !items.isEmpty()) {
        m_language->setKey(items.first().key);
        // The box keeps a key that it does not know, and had none until now.
        m_language->removeItem(m_language->findData(QString()));
    }
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
    m_standIns->setStandIns(standIns(pages, m_validation.records().languages));
    m_list->setVisible(m_standIns->rowCount() > 0);
    m_complete->setVisible(!pages.isEmpty() && m_standIns->rowCount() == 0);
}

QStringList ConsentPreviewTab::htmlPages() const
{
    QStringList pages;
    for (int i = 0; i < m_views->count(); ++i) {
        const auto *view = static_cast<ConsentView *>(m_views->itemAt(i)->widget());
        if (!view->isHidden())
            pages << view->html();
    }
    return pages;
}

void ConsentPreviewTab::chooseFile(ConsentFileKind kind)
{
    const QString suffix = suffixOf(kind);
    const QString language = m_all->isChecked() ? tr("all") : m_language->key();
    const QString name = u"consent-%1-%2.%3"_s.arg(m_draft.typed().clientId, language, suffix);
    const QString folder = QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation);
    auto *dialog = new QFileDialog(this, tr("Save the consent page"), QDir(folder).filePath(name),
                                   u"%1 (*.%2)"_s.arg(suffix.toUpper(), suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, kind](const QString &path) { saveAs(kind, path); });
    dialog->open();
}

void ConsentPreviewTab::saveAs(ConsentFileKind kind, const QString &path)
{
    showPreview();
    background::run(
        this,
        [kind, path, pages = htmlPages(), width = pageWidth()] {
            return writeConsentFile(kind, pages, width, path);
        },
        [this, path](const Result<void> &written) {
            if (written)
                Q_EMIT saved(tr("Consent page saved as \"%1\".").arg(QDir::toNativeSeparators(path)));
            else
                Q_EMIT failed(written.error());
        });
}

void ConsentPreviewTab::copy()
{
    showPreview();
    const QStringList pages = htmlPages();
    background::run(
        this, [pages, width = pageWidth()] { return renderSideBySide(pages, width, 2); },
        [this, pages](const QImage &picture) {
            auto *mime = new QMimeData;
            mime->setImageData(picture);
            mime->setHtml(pages.join(u'\n'));
            QGuiApplication::clipboard()->setMimeData(mime);
            Q_EMIT saved(tr("Consent page copied: as a picture and as HTML."));
        });
}

}
