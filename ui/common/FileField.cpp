#include "ui/common/FileField.h"

#include "ui/common/Icons.h"
#include "ui/common/LineEdit.h"

#include <QBoxLayout>
#include <QDir>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>

namespace gatehouse {

FileField::FileField(Purpose purpose, Choice choice, QWidget *parent)
    : QWidget(parent)
    , m_purpose(purpose)
    , m_choice(std::move(choice))
    , m_edit(new LineEdit)
    , m_folder(QDir::homePath())
{
    auto *browseButton = new QPushButton(icons::themed("document-open-folder"),
                                         m_choice.browse.isEmpty() ? tr("&Browse…") : m_choice.browse);
    browseButton->setAutoDefault(false);
    m_edit->setClearButtonEnabled(true);
    // A label names only its siblings to a screen reader, and the field stands one level deeper.
    m_edit->setAccessibleName(purpose == Purpose::Folder ? tr("Folder") : tr("File name"));
    // A file that is dropped on the field is one for the dialog and not a text.
    m_edit->setAcceptDrops(false);
    auto *layout = new QHBoxLayout(this);
    layout->setContentsMargins({});
    layout->addWidget(m_edit, 1);
    layout->addWidget(browseButton);
    setFocusProxy(m_edit);
    connect(m_edit, &QLineEdit::textChanged, this, &FileField::changed);
    connect(browseButton, &QPushButton::clicked, this, &FileField::browse);
}

QString FileField::path() const
{
    return m_edit->text().isEmpty() ? QString()
                                    : QDir::cleanPath(QDir(m_folder).absoluteFilePath(m_edit->text()));
}

void FileField::setPath(const QString &path)
{
    m_edit->setText(QDir::toNativeSeparators(path));
}

void FileField::suggest(const QString &folder, const QString &name)
{
    const bool isUntouched = m_edit->text() == m_suggested;
    m_folder = folder;
    m_suggested = name.isEmpty() ? QString() : QDir::toNativeSeparators(QDir(folder).filePath(name));
    if (isUntouched)
        m_edit->setText(m_suggested);
}

void FileField::browse()
{
    auto *dialog =
        new QFileDialog(this, m_choice.title, path().isEmpty() ? m_folder : path(), m_choice.filter);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setDefaultSuffix(m_choice.suffix);
    // Whoever writes the file asks, because its name can be typed as well.
    dialog->setOption(QFileDialog::DontConfirmOverwrite);
    if (m_purpose == Purpose::Folder) {
        dialog->setFileMode(QFileDialog::Directory);
        dialog->setOption(QFileDialog::ShowDirsOnly);
    } else {
        const bool isForReading = m_purpose == Purpose::Read;
        dialog->setAcceptMode(isForReading ? QFileDialog::AcceptOpen : QFileDialog::AcceptSave);
        dialog->setFileMode(isForReading ? QFileDialog::ExistingFile : QFileDialog::AnyFile);
    }
    connect(dialog, &QFileDialog::fileSelected, this, &FileField::setPath);
    dialog->open();
}

}
