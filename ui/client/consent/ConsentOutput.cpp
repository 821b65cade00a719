#include "ui/client/consent/ConsentOutput.h"

#include "ui/common/Icons.h"
#include "ui/common/ReadOnlyGuard.h"
#include "ui/common/Workplace.h"
#include "ui/consent/Background.h"
#include "ui/consent/ConsentRenderer.h"
#include "ui/layout/FlowLayout.h"

#include <QBoxLayout>
#include <QClipboard>
#include <QDir>
#include <QFileDialog>
#include <QGuiApplication>
#include <QMimeData>
#include <QPushButton>
#include <QStandardPaths>

using namespace Qt::StringLiterals;

namespace gatehouse {

namespace {

constexpr qreal copiedScale = 2;

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

ConsentOutput::ConsentOutput(const Workplace &workplace, std::function<Pages()> pages, QWidget *parent)
    : QWidget(parent), m_workplace(workplace), m_pages(std::move(pages))
{
    auto *row = new FlowLayout(this);
    row->setContentsMargins({});
    addSave(*row, tr("Save as P&NG"), ConsentFileKind::Png);
    addSave(*row, tr("Save as P&DF"), ConsentFileKind::Pdf);
    addSave(*row, tr("Save as HT&ML"), ConsentFileKind::Html);
    auto *copyButton = new QPushButton(icons::themed("edit-copy"), tr("Cop&y"));
    copyButton->setToolTip(tr("Copies the picture, and the page as HTML."));
    connect(copyButton, &QPushButton::clicked, this, &ConsentOutput::copy);
    row->addWidget(copyButton);
    ReadOnlyGuard::except(*this);
}

void ConsentOutput::addSave(QLayout &buttons, const QString &label, ConsentFileKind kind)
{
    auto *button = new QPushButton(icons::themed("document-save-as"), label);
    connect(button, &QPushButton::clicked, this, [this, kind] { chooseFile(kind); });
    buttons.addWidget(button);
}

/// What is saved is what was seen when the button was pressed.
void ConsentOutput::chooseFile(ConsentFileKind kind)
{
    const Pages pages = m_pages();
    const QString suffix = suffixOf(kind);
    const QDir folder(QStandardPaths::writableLocation(QStandardPaths::DocumentsLocation));
    auto *dialog =
        new QFileDialog(this, tr("Save the consent page"), folder.filePath(pages.baseName + u'.' + suffix),
                        u"%1 (*.%2)"_s.arg(suffix.toUpper(), suffix));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setAcceptMode(QFileDialog::AcceptSave);
    dialog->setFileMode(QFileDialog::AnyFile);
    dialog->setDefaultSuffix(suffix);
    connect(dialog, &QFileDialog::fileSelected, this,
            [this, pages, kind](const QString &path) { write(pages, kind, path); });
    dialog->open();
}

void ConsentOutput::write(const Pages &pages, ConsentFileKind kind, const QString &path)
{
    const auto run = [pages, kind, path, settings = m_workplace.settings](Database &database,
                                                                          const Progress &progress) {
        return NeededFiles::of(database, settings)
            .and_then([&](const NeededFiles &needed) {
                return writeConsentFile(kind, pages.html, pages.width, path, needed, progress);
            })
            .transform(
                [&] { return tr("Consent page saved as \"%1\".").arg(QDir::toNativeSeparators(path)); });
    };
    m_workplace.tasks.start(m_workplace.databaseTask(tr("Save the consent page"), run, true), this,
                            [this](const Result<QString> &written) {
                                if (written)
                                    Q_EMIT saved(*written);
                                else
                                    Q_EMIT failed(written.error());
                            });
}

void ConsentOutput::copy()
{
    const Pages pages = m_pages();
    background::run(
        this, [pages] { return renderSideBySide(pages.html, pages.width, copiedScale); },
        [this, html = pages.html](const QImage &picture) {
            auto *mime = new QMimeData;
            if (!picture.isNull())
                mime->setImageData(picture);
            mime->setHtml(html.join(u'\n'));
            QGuiApplication::clipboard()->setMimeData(mime);
            Q_EMIT saved(tr("Consent page copied: as a picture and as HTML."));
        });
}

}
